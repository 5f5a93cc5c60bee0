namespace Verifier.Kernel;

/// <summary>The subject of a power request: the system or the device (harness/docs/facts/io.md#power-requests).</summary>
public enum POWER_STATE_TYPE : uint
{
    /// <summary>The state is a SYSTEM_POWER_STATE.</summary>
    SystemPowerState = 0,

    /// <summary>The state is a DEVICE_POWER_STATE.</summary>
    DevicePowerState = 1,
}

/// <summary>Power states of the machine (harness/docs/facts/io.md#power-requests).</summary>
public enum SYSTEM_POWER_STATE : uint
{
    /// <summary>Not stated.</summary>
    PowerSystemUnspecified = 0,

    /// <summary>S0, working.</summary>
    PowerSystemWorking = 1,

    /// <summary>S1.</summary>
    PowerSystemSleeping1 = 2,

    /// <summary>S2.</summary>
    PowerSystemSleeping2 = 3,

    /// <summary>S3.</summary>
    PowerSystemSleeping3 = 4,

    /// <summary>S4, hibernated.</summary>
    PowerSystemHibernate = 5,

    /// <summary>S5, off.</summary>
    PowerSystemShutdown = 6,
}

/// <summary>Power states of a device (harness/docs/facts/io.md#power-requests).</summary>
public enum DEVICE_POWER_STATE : uint
{
    /// <summary>Not stated.</summary>
    PowerDeviceUnspecified = 0,

    /// <summary>Fully on.</summary>
    PowerDeviceD0 = 1,

    /// <summary>Light sleep.</summary>
    PowerDeviceD1 = 2,

    /// <summary>Deeper sleep.</summary>
    PowerDeviceD2 = 3,

    /// <summary>Off.</summary>
    PowerDeviceD3 = 4,
}
