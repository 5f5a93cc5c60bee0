namespace Verifier.Scenarios.Model;

/// <summary>One entry of <c>drivers:</c>: a glob over the registered models, or the path of a compiled driver.</summary>
public sealed record DriverSelection : ScenarioNode
{
    /// <summary>The glob or path as written.</summary>
    public required string Text { get; init; }

    /// <summary>True if <see cref="Text"/> is the path of a <c>.sys</c> file; false if it is a glob over model names.</summary>
    public bool IsBinary => Text.EndsWith(".sys", StringComparison.OrdinalIgnoreCase);

    /// <summary>The entry as a glob.</summary>
    public Glob Glob => new(Text);

    /// <summary>
    /// The glob that the names of its drivers match. A compiled driver has the name of its file, without extension and in lower case.
    /// </summary>
    internal Glob Name => IsBinary ? new(Path.GetFileNameWithoutExtension(Text.Replace('\\', '/')).ToLowerInvariant()) : Glob;
}
