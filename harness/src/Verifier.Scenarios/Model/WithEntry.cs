namespace Verifier.Scenarios.Model;

/// <summary>One entry of <c>with:</c>: drivers that are loaded beside the driver under test.</summary>
public sealed record WithEntry : ScenarioNode
{
    /// <summary>A pattern over the names of models, or the path of compiled drivers, as written.</summary>
    public required string Text { get; init; }

    /// <summary>Where their devices are in the stack of the driver under test.</summary>
    public StackPlace Stack { get; init; }

    /// <summary>True if <see cref="Text"/> is the path of <c>.sys</c> files; false if it is a pattern over model names.</summary>
    public bool IsBinary => Text.EndsWith(".sys", StringComparison.OrdinalIgnoreCase);

    /// <summary>The entry as a pattern.</summary>
    public Glob Glob => new(Text);
}

/// <summary>Where a driver's device is in the stack of the driver under test.</summary>
public enum StackPlace
{
    /// <summary>Nowhere: the driver is loaded, and makes its own devices or none.</summary>
    None,

    /// <summary>Below: its AddDevice is called before that of the driver under test.</summary>
    Below,

    /// <summary>Above: its AddDevice is called after that of the driver under test.</summary>
    Above,
}
