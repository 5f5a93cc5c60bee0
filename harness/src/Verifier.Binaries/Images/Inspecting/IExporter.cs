namespace Verifier.Binaries.Images.Inspecting;

/// <summary>A compiled driver that others may import from.</summary>
internal interface IExporter
{
    /// <summary>What images that import from it call it: its file name, in lower case.</summary>
    string Module { get; }

    /// <summary>Its file.</summary>
    PeFile File { get; }
}
