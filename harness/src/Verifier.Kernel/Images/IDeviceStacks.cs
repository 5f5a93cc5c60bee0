namespace Verifier.Kernel;

/// <summary>What the check of a call's IRQL asks the I/O manager.</summary>
internal interface IDeviceStacks
{
    /// <summary>
    /// True if the calling driver's own device object, right above this one, is handled at PASSIVE_LEVEL: DO_POWER_PAGABLE.
    /// </summary>
    bool IsPageableAbove(ulong device);
}
