using System.Text.Json.Serialization;

namespace Verifier.History;

/// <summary>One frame of a driver.</summary>
/// <param name="Function">The routine with its type: <c>SwapArray.DispatchWrite</c>.</param>
/// <param name="File">Source file name without folder; null when unknown.</param>
/// <param name="Line">Source line; 0 when unknown.</param>
public sealed record StackFrameRow(string Function, string? File, int Line)
{
    /// <summary>The file below the sources' top folder, with forward slashes; null when it was not found there.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Path { get; init; }

    /// <summary>The source lines around <see cref="Line"/> as they were when the run was done, with line feeds; null when they were not at hand.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Source { get; init; }

    /// <summary>The number of the first of these lines.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int SourceStart { get; init; }
}
