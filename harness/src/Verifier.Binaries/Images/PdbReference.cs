namespace Verifier.Binaries.Images;

/// <summary>What an image records of its PDB.</summary>
/// <param name="Path">The path at the time of the build; often a full path of the build machine.</param>
/// <param name="Guid">The build's identity, which the PDB repeats.</param>
/// <param name="Age">How often the PDB was written for this identity.</param>
internal sealed record PdbReference(string Path, Guid Guid, uint Age)
{
    private static readonly char[] s_separators = ['\\', '/'];

    /// <summary>The file's name without folders, whichever separators the build machine used.</summary>
    public string FileName => Path[(Path.LastIndexOfAny(s_separators) + 1)..];
}
