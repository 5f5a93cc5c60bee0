using System.Collections.Immutable;
using Verifier.Engine.Observation;

namespace Verifier.Reporting.Model;

/// <summary>One frame of a driver, with its place in the sources where they are known.</summary>
/// <param name="Routine">The routine with the type that declares it.</param>
/// <param name="File">Source file name without folder; null when the symbols do not say.</param>
/// <param name="Line">Source line, 1-based; 0 when the symbols do not say.</param>
public sealed record ReportFrame(string Routine, string? File, int Line)
{
    /// <summary>The file below the sources' top folder, with forward slashes; null when it was not found there.</summary>
    public string? Path { get; init; }

    /// <summary>The source lines around <see cref="Line"/>; empty when they are not known.</summary>
    public ImmutableArray<string> Source { get; init; } = [];

    /// <summary>The number of the first of <see cref="Source"/>.</summary>
    public int SourceStart { get; init; }

    /// <summary>
    /// True if it is of an earlier night. Then <see cref="Line"/> is a line of the source as it was, and no line of the file that lies
    /// there now.
    /// </summary>
    public bool IsPast { get; init; }

    /// <summary>True if <see cref="Source"/> is not what the file holds now.</summary>
    public bool HasChanged { get; init; }

    /// <summary>As text shows it.</summary>
    public override string ToString() => File is null ? Routine : $"{Routine} ({File}:{Line})";

    /// <summary>From the engine's.</summary>
    public static ReportFrame Of(DriverFrame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        return new ReportFrame($"{frame.Type}.{frame.Routine}", frame.File, frame.Line);
    }
}
