namespace Verifier.Binaries.Images.Inspecting;

/// <summary>A compiled driver that others may import from.</summary>
internal interface IExporter
{
    /// <summary>The name under which images import from it: its file name, in lower case.</summary>
    string Module { get; }

    /// <summary>Its file.</summary>
    PeFile File { get; }
}
