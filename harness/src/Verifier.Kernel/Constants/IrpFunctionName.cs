using System.Collections.Frozen;
using System.Globalization;
using static Verifier.Kernel.IRP_MN;

namespace Verifier.Kernel;

/// <summary>Names of major and minor function codes, for traces and findings.</summary>
public static class IrpFunctionName
{
    // The names by value; null where a value has none. Two majors have a second name.
    private static readonly string[] Majors =
        [.. Enum.GetNames<IRP_MJ>().Except([nameof(IRP_MJ.IRP_MJ_SCSI), nameof(IRP_MJ.IRP_MJ_MAXIMUM_FUNCTION)])];

    private static readonly string?[] PnpMinors =
    [
        nameof(IRP_MN_START_DEVICE), nameof(IRP_MN_QUERY_REMOVE_DEVICE), nameof(IRP_MN_REMOVE_DEVICE),
        nameof(IRP_MN_CANCEL_REMOVE_DEVICE), nameof(IRP_MN_STOP_DEVICE), nameof(IRP_MN_QUERY_STOP_DEVICE),
        nameof(IRP_MN_CANCEL_STOP_DEVICE), nameof(IRP_MN_QUERY_DEVICE_RELATIONS), nameof(IRP_MN_QUERY_INTERFACE),
        nameof(IRP_MN_QUERY_CAPABILITIES), nameof(IRP_MN_QUERY_RESOURCES), nameof(IRP_MN_QUERY_RESOURCE_REQUIREMENTS),
        nameof(IRP_MN_QUERY_DEVICE_TEXT), nameof(IRP_MN_FILTER_RESOURCE_REQUIREMENTS), null, nameof(IRP_MN_READ_CONFIG),
        nameof(IRP_MN_WRITE_CONFIG), nameof(IRP_MN_EJECT), nameof(IRP_MN_SET_LOCK), nameof(IRP_MN_QUERY_ID),
        nameof(IRP_MN_QUERY_PNP_DEVICE_STATE), nameof(IRP_MN_QUERY_BUS_INFORMATION), nameof(IRP_MN_DEVICE_USAGE_NOTIFICATION),
        nameof(IRP_MN_SURPRISE_REMOVAL), null, nameof(IRP_MN_DEVICE_ENUMERATED),
    ];

    private static readonly string?[] PowerMinors =
    [
        nameof(IRP_MN_WAIT_WAKE), nameof(IRP_MN_POWER_SEQUENCE), nameof(IRP_MN_SET_POWER), nameof(IRP_MN_QUERY_POWER),
    ];

    private static readonly string?[] WmiMinors =
    [
        nameof(IRP_MN_QUERY_ALL_DATA), nameof(IRP_MN_QUERY_SINGLE_INSTANCE), nameof(IRP_MN_CHANGE_SINGLE_INSTANCE),
        nameof(IRP_MN_CHANGE_SINGLE_ITEM), nameof(IRP_MN_ENABLE_EVENTS), nameof(IRP_MN_DISABLE_EVENTS),
        nameof(IRP_MN_ENABLE_COLLECTION), nameof(IRP_MN_DISABLE_COLLECTION), nameof(IRP_MN_REGINFO),
        nameof(IRP_MN_EXECUTE_METHOD), null, nameof(IRP_MN_REGINFO_EX),
    ];

    /// <summary>The minor codes of all major codes by name.</summary>
    internal static FrozenDictionary<string, uint> MinorCodes { get; } = new[] { PnpMinors, PowerMinors, WmiMinors }
        .SelectMany(names => names.Select((name, code) => (Name: name, Code: (uint)code)))
        .Where(minor => minor.Name is not null)
        .ToFrozenDictionary(minor => minor.Name!, minor => minor.Code, StringComparer.Ordinal);

    /// <summary>
    /// The name of a minor code under its major code, for example <c>IRP_MN_START_DEVICE</c>; unknown codes, and minors of other majors,
    /// are shown as <c>0x1F</c>.
    /// </summary>
    public static string Minor(IRP_MJ major, byte minor) => major switch
    {
        IRP_MJ.IRP_MJ_PNP => Name(PnpMinors, minor),
        IRP_MJ.IRP_MJ_POWER => Name(PowerMinors, minor),
        IRP_MJ.IRP_MJ_SYSTEM_CONTROL => Name(WmiMinors, minor),
        _ => Name([], minor),
    };

    /// <summary>The name of a major code, for example <c>IRP_MJ_READ</c>, or <c>0x1F</c> past the last one.</summary>
    public static string Major(IRP_MJ major) => Name(Majors, (byte)major);

    private static string Name(string?[] names, byte code) =>
        (code < names.Length ? names[code] : null) ?? string.Create(CultureInfo.InvariantCulture, $"0x{code:X2}");
}
