namespace Verifier.Binaries.Images.Reading;

/// <summary>IMAGE_DATA_DIRECTORY: where a table is in the image.</summary>
internal readonly record struct PeDirectory(uint Rva, uint Size)
{
    /// <summary>The image has no such table.</summary>
    public bool IsAbsent => Rva == 0 || Size == 0;
}
