namespace Verifier.Binaries.Images;

/// <summary>The CodeView record of an image's debug directory, which identifies its PDB.</summary>
/// <param name="Path">Path of the PDB on the machine that linked the image.</param>
/// <param name="Guid">Identity of the build, which the PDB repeats.</param>
/// <param name="Age">Counter of the writes of the PDB. An image and its PDB have the same value.</param>
internal sealed record PdbReference(string Path, Guid Guid, uint Age)
{
    /// <summary>The last segment of <see cref="Path"/>, whichever system wrote it; null when it is not a plain file name.</summary>
    public string? FileName
    {
        get
        {
            var name = Path[(Path.LastIndexOfAny(['/', '\\']) + 1)..];
            return name is "" or "." or ".." || name.AsSpan().IndexOfAnyInRange('\0', '\x1F') >= 0 ? null : name;
        }
    }

    /// <summary>The name of the folder of this build in a symbol store: the GUID's 32 digits and the age, in hexadecimal.</summary>
    public string StoreKey => FormattableString.Invariant($"{Guid:N}{Age:x}").ToUpperInvariant();
}
