namespace Verifier.Kernel;

/// <summary>
/// Minor function codes (harness/docs/facts/io.md#pnp-requests). What a value means depends on the major code: 0 is IRP_MN_START_DEVICE
/// under IRP_MJ_PNP, IRP_MN_WAIT_WAKE under IRP_MJ_POWER and IRP_MN_QUERY_ALL_DATA under IRP_MJ_SYSTEM_CONTROL. That is why these are
/// bytes and not an enum; IrpFunctionName says which is meant.
/// </summary>
public static class IRP_MN
{
    /// <summary>PnP: start with these resources; the bus driver acts first. May fail.</summary>
    public const byte IRP_MN_START_DEVICE = 0x00;

    /// <summary>PnP: asks if the device may be removed. May fail.</summary>
    public const byte IRP_MN_QUERY_REMOVE_DEVICE = 0x01;

    /// <summary>PnP: remove: forward, detach, free, delete. Must succeed.</summary>
    public const byte IRP_MN_REMOVE_DEVICE = 0x02;

    /// <summary>PnP: the removal is called off; the bus driver acts first. Must succeed.</summary>
    public const byte IRP_MN_CANCEL_REMOVE_DEVICE = 0x03;

    /// <summary>PnP: stop for a rebalance. Must not fail.</summary>
    public const byte IRP_MN_STOP_DEVICE = 0x04;

    /// <summary>PnP: asks if the device may be stopped. May fail.</summary>
    public const byte IRP_MN_QUERY_STOP_DEVICE = 0x05;

    /// <summary>PnP: the stop is called off; the bus driver acts first. Must succeed.</summary>
    public const byte IRP_MN_CANCEL_STOP_DEVICE = 0x06;

    /// <summary>PnP: report related devices.</summary>
    public const byte IRP_MN_QUERY_DEVICE_RELATIONS = 0x07;

    /// <summary>PnP: export a direct-call interface.</summary>
    public const byte IRP_MN_QUERY_INTERFACE = 0x08;

    /// <summary>PnP: report what the device can do.</summary>
    public const byte IRP_MN_QUERY_CAPABILITIES = 0x09;

    /// <summary>PnP: report boot resources; bus drivers.</summary>
    public const byte IRP_MN_QUERY_RESOURCES = 0x0A;

    /// <summary>PnP: report needed resources; bus drivers.</summary>
    public const byte IRP_MN_QUERY_RESOURCE_REQUIREMENTS = 0x0B;

    /// <summary>PnP: report a description; bus drivers.</summary>
    public const byte IRP_MN_QUERY_DEVICE_TEXT = 0x0C;

    /// <summary>PnP: adjust the needed resources.</summary>
    public const byte IRP_MN_FILTER_RESOURCE_REQUIREMENTS = 0x0D;

    /// <summary>PnP: read configuration space; bus drivers.</summary>
    public const byte IRP_MN_READ_CONFIG = 0x0F;

    /// <summary>PnP: write configuration space; bus drivers.</summary>
    public const byte IRP_MN_WRITE_CONFIG = 0x10;

    /// <summary>PnP: eject the device; bus drivers.</summary>
    public const byte IRP_MN_EJECT = 0x11;

    /// <summary>PnP: lock the device in its slot; bus drivers.</summary>
    public const byte IRP_MN_SET_LOCK = 0x12;

    /// <summary>PnP: report an identifier; bus drivers.</summary>
    public const byte IRP_MN_QUERY_ID = 0x13;

    /// <summary>PnP: report the state; sent after the first start.</summary>
    public const byte IRP_MN_QUERY_PNP_DEVICE_STATE = 0x14;

    /// <summary>PnP: report the bus; bus drivers.</summary>
    public const byte IRP_MN_QUERY_BUS_INFORMATION = 0x15;

    /// <summary>PnP: the device joins or leaves the paging, dump or hibernation path.</summary>
    public const byte IRP_MN_DEVICE_USAGE_NOTIFICATION = 0x16;

    /// <summary>PnP: the device is gone. Must succeed; no detach or delete yet.</summary>
    public const byte IRP_MN_SURPRISE_REMOVAL = 0x17;

    /// <summary>PnP: the device was enumerated; bus drivers.</summary>
    public const byte IRP_MN_DEVICE_ENUMERATED = 0x19;

    /// <summary>Power: arm the device to wake the system.</summary>
    public const byte IRP_MN_WAIT_WAKE = 0x00;

    /// <summary>Power: report the power sequence counters.</summary>
    public const byte IRP_MN_POWER_SEQUENCE = 0x01;

    /// <summary>Power: change the power state.</summary>
    public const byte IRP_MN_SET_POWER = 0x02;

    /// <summary>Power: asks if the power state may change.</summary>
    public const byte IRP_MN_QUERY_POWER = 0x03;

    /// <summary>WMI: all instances of a data block.</summary>
    public const byte IRP_MN_QUERY_ALL_DATA = 0x00;

    /// <summary>WMI: one instance of a data block.</summary>
    public const byte IRP_MN_QUERY_SINGLE_INSTANCE = 0x01;

    /// <summary>WMI: set one instance.</summary>
    public const byte IRP_MN_CHANGE_SINGLE_INSTANCE = 0x02;

    /// <summary>WMI: set one item of an instance.</summary>
    public const byte IRP_MN_CHANGE_SINGLE_ITEM = 0x03;

    /// <summary>WMI: begin to send events.</summary>
    public const byte IRP_MN_ENABLE_EVENTS = 0x04;

    /// <summary>WMI: stop sending events.</summary>
    public const byte IRP_MN_DISABLE_EVENTS = 0x05;

    /// <summary>WMI: begin to collect costly data.</summary>
    public const byte IRP_MN_ENABLE_COLLECTION = 0x06;

    /// <summary>WMI: stop collecting costly data.</summary>
    public const byte IRP_MN_DISABLE_COLLECTION = 0x07;

    /// <summary>WMI: report the data blocks.</summary>
    public const byte IRP_MN_REGINFO = 0x08;

    /// <summary>WMI: run a method.</summary>
    public const byte IRP_MN_EXECUTE_METHOD = 0x09;

    /// <summary>WMI: report the data blocks, extended.</summary>
    public const byte IRP_MN_REGINFO_EX = 0x0B;
}
