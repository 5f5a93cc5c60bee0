using Verifier.Kernel;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Execution;

/// <summary>Translates a script's <c>device</c> for the simulated bus.</summary>
internal static class DeviceSetup
{
    // wdmguid.h
    private static readonly Guid s_internal = new("1530ea73-086b-11d1-a09f-00c04fc340b1");
    private static readonly Guid s_pci = new("c8ebdfb0-b510-11d0-80e5-00a0c92542e3");
    private static readonly Guid s_pcmcia = new("09343630-af9f-11d0-92e9-0000f81e1b30");
    private static readonly Guid s_isaPnp = new("e676f854-d87d-11d0-92b2-00a0c9055fc5");
    private static readonly Guid s_usb = new("9d7debbc-c85d-11d1-9eb4-006008c3a19a");

    /// <summary>Gives the device that the bus finds its identity.</summary>
    public static void Apply(Machine machine, DeviceSettings? device)
    {
        if (device is not null)
        {
            machine.Io.Pnp.Identity = Identity(device);
        }
    }

    private static DeviceIdentity Identity(DeviceSettings device)
    {
        var identity = DeviceIdentity.Default with
        {
            InstanceId = device.Instance,
            HardwareIds = device.HardwareIds,
            CompatibleIds = device.CompatibleIds,
            Description = device.Description,
            Manufacturer = device.Manufacturer,
            FriendlyName = device.FriendlyName,
            Location = device.Location,
            BusNumber = device.BusNumber,
            Address = device.Address,
            UINumber = device.UserNumber ?? DeviceIdentity.Default.UINumber,
        };
        identity = device.Id?.Split('\\') is [var enumerator, var id] ? identity with { Enumerator = enumerator, DeviceId = id } : identity;
        identity = device.Bus is { } bus ? identity with { LegacyBusType = (int)bus, BusType = GuidOf(bus) } : identity;
        return device is { ClassName: { } name, ClassGuid: { } guid } ? identity with { ClassName = name, ClassGuid = guid } : identity;
    }

    private static Guid? GuidOf(BusKind bus) => bus switch
    {
        BusKind.Internal => s_internal,
        BusKind.Pci => s_pci,
        BusKind.Pcmcia => s_pcmcia,
        BusKind.PnpIsa => s_isaPnp,
        BusKind.Usb => s_usb,
        _ => null,
    };
}
