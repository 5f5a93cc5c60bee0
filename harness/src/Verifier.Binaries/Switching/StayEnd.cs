namespace Verifier.Binaries.Switching;

/// <summary>The reason why a stay in compiled code ended: the value that <c>enter</c> returns in eax.</summary>
internal enum StayEnd
{
    /// <summary>It called the kernel.</summary>
    KernelCall = 0,

    /// <summary>The routine returned.</summary>
    Returned = 1,

    /// <summary>A signal: the processor raised a fault, or the watchdog interrupted it.</summary>
    Signal = 2,
}
