namespace Verifier.Kernel;

/// <summary>Calls of exported routines through their addresses, which pass the gate.</summary>
internal interface IExportCalls
{
    /// <summary>Calls an export with the values that the caller left in registers and on the stack.</summary>
    ulong Call(Ddi ddi, ulong a0, ulong a1, ulong a2, ulong a3, ReadOnlySpan<ulong> onStack);
}
