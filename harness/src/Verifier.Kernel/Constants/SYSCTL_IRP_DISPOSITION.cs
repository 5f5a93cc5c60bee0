namespace Verifier.Kernel;

/// <summary>The result of the WMI library for a request: SYSCTL_IRP_DISPOSITION.</summary>
public enum SYSCTL_IRP_DISPOSITION : uint
{
    /// <summary>A routine of the driver has it, and completes it or has done so.</summary>
    IrpProcessed = 0,

    /// <summary>It has its status; the driver completes it.</summary>
    IrpNotCompleted = 1,

    /// <summary>It is no WMI request.</summary>
    IrpNotWmi = 2,

    /// <summary>It is for another device: the driver passes it on.</summary>
    IrpForward = 3,
}
