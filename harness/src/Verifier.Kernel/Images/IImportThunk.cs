namespace Verifier.Kernel;

/// <summary>
/// The entry of a driver's import table in place of the kernel's routine: where Driver Verifier stands (ARCHITECTURE.md D3). Without one a
/// call goes straight to the kernel. A thunk forwards with <see cref="CallGate.Forward"/> or fails in the routine's own shape.
/// </summary>
internal interface IImportThunk
{
    /// <summary>Handles one call of the driver.</summary>
    ulong Call(DriverImage caller, Ddi ddi, ReadOnlySpan<ulong> arguments);
}
