namespace Verifier.Binaries.Images.Unwinding;

/// <summary>UWOP_*: an operation of a prolog that an unwind undoes.</summary>
internal enum UnwindOperation
{
    /// <summary>A register is pushed.</summary>
    PushNonvolatile = 0,

    /// <summary>The stack grows by 136 bytes or more.</summary>
    AllocateLarge = 1,

    /// <summary>The stack grows by 8 to 128 bytes.</summary>
    AllocateSmall = 2,

    /// <summary>The frame register is set to rsp plus an offset.</summary>
    SetFrameRegister = 3,

    /// <summary>A register is stored.</summary>
    SaveNonvolatile = 4,

    /// <summary>A register is stored at an offset of 512 KiB or more.</summary>
    SaveNonvolatileFar = 5,

    /// <summary>Says where epilogs are; no operation. Version 2 only, in front of the others.</summary>
    Epilog = 6,

    /// <summary>An xmm register is stored.</summary>
    SaveXmm128 = 8,

    /// <summary>An xmm register is stored at an offset of 1 MiB or more.</summary>
    SaveXmm128Far = 9,

    /// <summary>The processor pushed an interrupt frame.</summary>
    PushMachineFrame = 10,
}
