namespace Verifier.Binaries.Symbols;

/// <summary>The place of an instruction in a driver's source.</summary>
/// <param name="Routine">Name of the routine that contains it; for inlined code, the routine that it was inlined into.</param>
/// <param name="OffsetInRoutine">Bytes from the routine's first instruction.</param>
/// <param name="File">Source file as the compiler recorded it; null when the symbols have no line here.</param>
/// <param name="Line">Source line, from 1; 0 when <paramref name="File"/> is null.</param>
internal readonly record struct SourceLocation(string Routine, uint OffsetInRoutine, string? File, int Line);
