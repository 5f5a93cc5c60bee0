namespace Verifier.Binaries.Images;

/// <summary>A routine or variable that an image takes from another one.</summary>
/// <param name="Module">The other image, in lower case, with its extension: "ntoskrnl.exe".</param>
/// <param name="Name">The export's name; null for an import by ordinal.</param>
/// <param name="Ordinal">The export's ordinal; 0 for an import by name.</param>
/// <param name="SlotRva">Rva of the 8 bytes in which its address is stored.</param>
/// <param name="IsDelayed">It is bound at its first use.</param>
internal sealed record PeImport(string Module, string? Name, ushort Ordinal, uint SlotRva, bool IsDelayed)
{
    /// <summary>The name, or the ordinal as "#7".</summary>
    public string Symbol => Name ?? FormattableString.Invariant($"#{Ordinal}");
}
