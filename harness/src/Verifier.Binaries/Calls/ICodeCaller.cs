namespace Verifier.Binaries.Calls;

/// <summary>Calls compiled code on behalf of the kernel.</summary>
internal interface ICodeCaller
{
    /// <summary>
    /// Faults that were answered since the driver last called the kernel; language handlers and what they call do not count as such calls.
    /// </summary>
    int FaultsAnswered { get; set; }

    /// <summary>Calls compiled code on the running thread's stack and returns what it left in rax.</summary>
    ulong Call(ulong routine, ulong a0, ulong a1, ulong a2, ulong a3, ReadOnlySpan<ulong> onStack);
}
