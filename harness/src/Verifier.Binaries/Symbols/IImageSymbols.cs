namespace Verifier.Binaries.Symbols;

/// <summary>Names and source lines of an image's code. Immutable.</summary>
internal interface IImageSymbols
{
    /// <summary>The routines, in the order of their addresses; no two begin at the same one.</summary>
    IReadOnlyList<RoutineSymbol> Routines { get; }

    /// <summary>Finds the routine and the source line of an instruction.</summary>
    /// <param name="rva">Address of the instruction, relative to the image.</param>
    /// <returns>Null when no routine contains the address.</returns>
    SourceLocation? Find(uint rva);
}
