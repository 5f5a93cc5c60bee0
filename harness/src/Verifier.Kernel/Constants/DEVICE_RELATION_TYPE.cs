namespace Verifier.Kernel;

/// <summary>The relations that IRP_MN_QUERY_DEVICE_RELATIONS asks for (harness/docs/facts/io.md#pnp-requests).</summary>
public enum DEVICE_RELATION_TYPE : uint
{
    /// <summary>Children of the bus.</summary>
    BusRelations = 0,

    /// <summary>Devices that leave together when ejected.</summary>
    EjectionRelations = 1,

    /// <summary>Devices that share power.</summary>
    PowerRelations = 2,

    /// <summary>Devices that must be removed as well.</summary>
    RemovalRelations = 3,

    /// <summary>The physical device object of the stack; the bus driver references it.</summary>
    TargetDeviceRelation = 4,
}

/// <summary>The identifiers that IRP_MN_QUERY_ID asks for (harness/docs/facts/io.md#pnp-requests).</summary>
public enum BUS_QUERY_ID_TYPE : uint
{
    /// <summary>Device identifier.</summary>
    BusQueryDeviceID = 0,

    /// <summary>Hardware identifiers.</summary>
    BusQueryHardwareIDs = 1,

    /// <summary>Compatible identifiers.</summary>
    BusQueryCompatibleIDs = 2,

    /// <summary>Instance identifier.</summary>
    BusQueryInstanceID = 3,

    /// <summary>Serial number.</summary>
    BusQueryDeviceSerialNumber = 4,

    /// <summary>Container identifier.</summary>
    BusQueryContainerID = 5,
}
