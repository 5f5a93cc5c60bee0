using System.Globalization;

namespace Verifier.Kernel;

/// <summary>Names of major and minor function codes, for traces and findings.</summary>
public static class IrpFunctionName
{
    /// <summary>
    /// The name of a minor code under its major code, for example <c>IRP_MN_START_DEVICE</c>; unknown codes, and minors of other majors,
    /// are shown as <c>0x1F</c>.
    /// </summary>
    public static string Minor(IRP_MJ major, byte minor) => major switch
    {
        IRP_MJ.IRP_MJ_PNP => Pnp(minor),
        IRP_MJ.IRP_MJ_POWER => Power(minor),
        IRP_MJ.IRP_MJ_SYSTEM_CONTROL => Wmi(minor),
        _ => Hex(minor),
    };

    /// <summary>The name of a major code, for example <c>IRP_MJ_READ</c>, or <c>0x1F</c> past the last one.</summary>
    public static string Major(IRP_MJ major) => major switch
    {
        IRP_MJ.IRP_MJ_CREATE => nameof(IRP_MJ.IRP_MJ_CREATE),
        IRP_MJ.IRP_MJ_CREATE_NAMED_PIPE => nameof(IRP_MJ.IRP_MJ_CREATE_NAMED_PIPE),
        IRP_MJ.IRP_MJ_CLOSE => nameof(IRP_MJ.IRP_MJ_CLOSE),
        IRP_MJ.IRP_MJ_READ => nameof(IRP_MJ.IRP_MJ_READ),
        IRP_MJ.IRP_MJ_WRITE => nameof(IRP_MJ.IRP_MJ_WRITE),
        IRP_MJ.IRP_MJ_QUERY_INFORMATION => nameof(IRP_MJ.IRP_MJ_QUERY_INFORMATION),
        IRP_MJ.IRP_MJ_SET_INFORMATION => nameof(IRP_MJ.IRP_MJ_SET_INFORMATION),
        IRP_MJ.IRP_MJ_QUERY_EA => nameof(IRP_MJ.IRP_MJ_QUERY_EA),
        IRP_MJ.IRP_MJ_SET_EA => nameof(IRP_MJ.IRP_MJ_SET_EA),
        IRP_MJ.IRP_MJ_FLUSH_BUFFERS => nameof(IRP_MJ.IRP_MJ_FLUSH_BUFFERS),
        IRP_MJ.IRP_MJ_QUERY_VOLUME_INFORMATION => nameof(IRP_MJ.IRP_MJ_QUERY_VOLUME_INFORMATION),
        IRP_MJ.IRP_MJ_SET_VOLUME_INFORMATION => nameof(IRP_MJ.IRP_MJ_SET_VOLUME_INFORMATION),
        IRP_MJ.IRP_MJ_DIRECTORY_CONTROL => nameof(IRP_MJ.IRP_MJ_DIRECTORY_CONTROL),
        IRP_MJ.IRP_MJ_FILE_SYSTEM_CONTROL => nameof(IRP_MJ.IRP_MJ_FILE_SYSTEM_CONTROL),
        IRP_MJ.IRP_MJ_DEVICE_CONTROL => nameof(IRP_MJ.IRP_MJ_DEVICE_CONTROL),
        IRP_MJ.IRP_MJ_INTERNAL_DEVICE_CONTROL => nameof(IRP_MJ.IRP_MJ_INTERNAL_DEVICE_CONTROL),
        IRP_MJ.IRP_MJ_SHUTDOWN => nameof(IRP_MJ.IRP_MJ_SHUTDOWN),
        IRP_MJ.IRP_MJ_LOCK_CONTROL => nameof(IRP_MJ.IRP_MJ_LOCK_CONTROL),
        IRP_MJ.IRP_MJ_CLEANUP => nameof(IRP_MJ.IRP_MJ_CLEANUP),
        IRP_MJ.IRP_MJ_CREATE_MAILSLOT => nameof(IRP_MJ.IRP_MJ_CREATE_MAILSLOT),
        IRP_MJ.IRP_MJ_QUERY_SECURITY => nameof(IRP_MJ.IRP_MJ_QUERY_SECURITY),
        IRP_MJ.IRP_MJ_SET_SECURITY => nameof(IRP_MJ.IRP_MJ_SET_SECURITY),
        IRP_MJ.IRP_MJ_POWER => nameof(IRP_MJ.IRP_MJ_POWER),
        IRP_MJ.IRP_MJ_SYSTEM_CONTROL => nameof(IRP_MJ.IRP_MJ_SYSTEM_CONTROL),
        IRP_MJ.IRP_MJ_DEVICE_CHANGE => nameof(IRP_MJ.IRP_MJ_DEVICE_CHANGE),
        IRP_MJ.IRP_MJ_QUERY_QUOTA => nameof(IRP_MJ.IRP_MJ_QUERY_QUOTA),
        IRP_MJ.IRP_MJ_SET_QUOTA => nameof(IRP_MJ.IRP_MJ_SET_QUOTA),
        IRP_MJ.IRP_MJ_PNP => nameof(IRP_MJ.IRP_MJ_PNP),
        _ => Hex((byte)major),
    };

    private static string Pnp(byte minor) => minor switch
    {
        IRP_MN.IRP_MN_START_DEVICE => nameof(IRP_MN.IRP_MN_START_DEVICE),
        IRP_MN.IRP_MN_QUERY_REMOVE_DEVICE => nameof(IRP_MN.IRP_MN_QUERY_REMOVE_DEVICE),
        IRP_MN.IRP_MN_REMOVE_DEVICE => nameof(IRP_MN.IRP_MN_REMOVE_DEVICE),
        IRP_MN.IRP_MN_CANCEL_REMOVE_DEVICE => nameof(IRP_MN.IRP_MN_CANCEL_REMOVE_DEVICE),
        IRP_MN.IRP_MN_STOP_DEVICE => nameof(IRP_MN.IRP_MN_STOP_DEVICE),
        IRP_MN.IRP_MN_QUERY_STOP_DEVICE => nameof(IRP_MN.IRP_MN_QUERY_STOP_DEVICE),
        IRP_MN.IRP_MN_CANCEL_STOP_DEVICE => nameof(IRP_MN.IRP_MN_CANCEL_STOP_DEVICE),
        IRP_MN.IRP_MN_QUERY_DEVICE_RELATIONS => nameof(IRP_MN.IRP_MN_QUERY_DEVICE_RELATIONS),
        IRP_MN.IRP_MN_QUERY_INTERFACE => nameof(IRP_MN.IRP_MN_QUERY_INTERFACE),
        IRP_MN.IRP_MN_QUERY_CAPABILITIES => nameof(IRP_MN.IRP_MN_QUERY_CAPABILITIES),
        IRP_MN.IRP_MN_QUERY_RESOURCES => nameof(IRP_MN.IRP_MN_QUERY_RESOURCES),
        IRP_MN.IRP_MN_QUERY_RESOURCE_REQUIREMENTS => nameof(IRP_MN.IRP_MN_QUERY_RESOURCE_REQUIREMENTS),
        IRP_MN.IRP_MN_QUERY_DEVICE_TEXT => nameof(IRP_MN.IRP_MN_QUERY_DEVICE_TEXT),
        IRP_MN.IRP_MN_FILTER_RESOURCE_REQUIREMENTS => nameof(IRP_MN.IRP_MN_FILTER_RESOURCE_REQUIREMENTS),
        IRP_MN.IRP_MN_READ_CONFIG => nameof(IRP_MN.IRP_MN_READ_CONFIG),
        IRP_MN.IRP_MN_WRITE_CONFIG => nameof(IRP_MN.IRP_MN_WRITE_CONFIG),
        IRP_MN.IRP_MN_EJECT => nameof(IRP_MN.IRP_MN_EJECT),
        IRP_MN.IRP_MN_SET_LOCK => nameof(IRP_MN.IRP_MN_SET_LOCK),
        IRP_MN.IRP_MN_QUERY_ID => nameof(IRP_MN.IRP_MN_QUERY_ID),
        IRP_MN.IRP_MN_QUERY_PNP_DEVICE_STATE => nameof(IRP_MN.IRP_MN_QUERY_PNP_DEVICE_STATE),
        IRP_MN.IRP_MN_QUERY_BUS_INFORMATION => nameof(IRP_MN.IRP_MN_QUERY_BUS_INFORMATION),
        IRP_MN.IRP_MN_DEVICE_USAGE_NOTIFICATION => nameof(IRP_MN.IRP_MN_DEVICE_USAGE_NOTIFICATION),
        IRP_MN.IRP_MN_SURPRISE_REMOVAL => nameof(IRP_MN.IRP_MN_SURPRISE_REMOVAL),
        IRP_MN.IRP_MN_DEVICE_ENUMERATED => nameof(IRP_MN.IRP_MN_DEVICE_ENUMERATED),
        _ => Hex(minor),
    };

    private static string Power(byte minor) => minor switch
    {
        IRP_MN.IRP_MN_WAIT_WAKE => nameof(IRP_MN.IRP_MN_WAIT_WAKE),
        IRP_MN.IRP_MN_POWER_SEQUENCE => nameof(IRP_MN.IRP_MN_POWER_SEQUENCE),
        IRP_MN.IRP_MN_SET_POWER => nameof(IRP_MN.IRP_MN_SET_POWER),
        IRP_MN.IRP_MN_QUERY_POWER => nameof(IRP_MN.IRP_MN_QUERY_POWER),
        _ => Hex(minor),
    };

    private static string Wmi(byte minor) => minor switch
    {
        IRP_MN.IRP_MN_QUERY_ALL_DATA => nameof(IRP_MN.IRP_MN_QUERY_ALL_DATA),
        IRP_MN.IRP_MN_QUERY_SINGLE_INSTANCE => nameof(IRP_MN.IRP_MN_QUERY_SINGLE_INSTANCE),
        IRP_MN.IRP_MN_CHANGE_SINGLE_INSTANCE => nameof(IRP_MN.IRP_MN_CHANGE_SINGLE_INSTANCE),
        IRP_MN.IRP_MN_CHANGE_SINGLE_ITEM => nameof(IRP_MN.IRP_MN_CHANGE_SINGLE_ITEM),
        IRP_MN.IRP_MN_ENABLE_EVENTS => nameof(IRP_MN.IRP_MN_ENABLE_EVENTS),
        IRP_MN.IRP_MN_DISABLE_EVENTS => nameof(IRP_MN.IRP_MN_DISABLE_EVENTS),
        IRP_MN.IRP_MN_ENABLE_COLLECTION => nameof(IRP_MN.IRP_MN_ENABLE_COLLECTION),
        IRP_MN.IRP_MN_DISABLE_COLLECTION => nameof(IRP_MN.IRP_MN_DISABLE_COLLECTION),
        IRP_MN.IRP_MN_REGINFO => nameof(IRP_MN.IRP_MN_REGINFO),
        IRP_MN.IRP_MN_EXECUTE_METHOD => nameof(IRP_MN.IRP_MN_EXECUTE_METHOD),
        IRP_MN.IRP_MN_REGINFO_EX => nameof(IRP_MN.IRP_MN_REGINFO_EX),
        _ => Hex(minor),
    };

    private static string Hex(byte code) => string.Create(CultureInfo.InvariantCulture, $"0x{code:X2}");
}
