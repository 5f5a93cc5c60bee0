namespace Verifier.History;

/// <summary>The way in which a scenario was run with a driver.</summary>
public enum TargetMode
{
    /// <summary>Run as its script says.</summary>
    Run,

    /// <summary>Explored: a golden run, and one run for each fault.</summary>
    Explore,
}
