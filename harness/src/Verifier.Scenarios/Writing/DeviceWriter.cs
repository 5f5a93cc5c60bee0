using System.Collections.Immutable;
using Verifier.Scenarios.Binding.Tables;
using Verifier.Scenarios.Model;

namespace Verifier.Scenarios.Writing;

/// <summary>The device as a script spells it.</summary>
internal static class DeviceWriter
{
    /// <summary>The value of <c>device</c>; null when the script says nothing of it.</summary>
    public static YamlNode? Of(DeviceSettings? device) => device is null ? null : new YamlFields()
        .Add("id", device.Id)
        .Add("instance", device.Instance)
        .Add("hardware-ids", Ids(device.HardwareIds))
        .Add("compatible-ids", Ids(device.CompatibleIds))
        .Add("class", device.ClassName)
        .Add("class-guid", device.ClassGuid is { } guid ? YamlNode.Word($"\"{guid:D}\"") : null)
        .Add("description", device.Description)
        .Add("manufacturer", device.Manufacturer)
        .Add("friendly-name", device.FriendlyName)
        .Add("location", device.Location)
        .Add("bus", device.Bus is { } bus ? ValueText.Of(DeviceTable.BusWord, bus) : null)
        .Add("bus-number", device.BusNumber, 0)
        .Add("address", device.Address, 0)
        .Add("ui-number", device.UserNumber is { } number ? YamlNode.Number(number) : null)
        .Map;

    private static YamlNode? Ids(ImmutableArray<string> ids) => ids.IsEmpty ? null : YamlNode.OneOrList(ids.Select(YamlNode.Text));
}
