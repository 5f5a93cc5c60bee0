namespace Verifier.Binaries.Images;

/// <summary>RUNTIME_FUNCTION: a range of code that shares one description of how to unwind it.</summary>
/// <param name="Begin">Rva of the first instruction.</param>
/// <param name="End">Rva of one past the last byte.</param>
/// <param name="UnwindRva">Rva of the UNWIND_INFO.</param>
/// <param name="EntryRva">Rva of the RUNTIME_FUNCTION itself, for a DISPATCHER_CONTEXT.</param>
internal readonly record struct RuntimeFunction(uint Begin, uint End, uint UnwindRva, uint EntryRva)
{
    /// <summary>Bytes of the entry.</summary>
    public const int Bytes = 12;
}
