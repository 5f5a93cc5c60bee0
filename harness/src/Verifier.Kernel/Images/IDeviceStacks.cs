namespace Verifier.Kernel;

/// <summary>The I/O manager's device stacks, as the check of a call's IRQL uses them.</summary>
internal interface IDeviceStacks
{
    /// <summary>
    /// True if the calling driver's own device object, right above this one, is handled at PASSIVE_LEVEL: DO_POWER_PAGABLE.
    /// </summary>
    bool IsPageableAbove(ulong device);
}
