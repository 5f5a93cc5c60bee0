namespace Verifier.Tests.Reporting;

/// <summary>A folder for one report, gone with the test.</summary>
internal sealed class ReportFolder : IDisposable
{
    /// <summary>Where it is.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("verifier-report-").FullName;

    /// <summary>A file in it, as text.</summary>
    public string Read(string name) => File.ReadAllText(System.IO.Path.Combine(Path, name));

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
