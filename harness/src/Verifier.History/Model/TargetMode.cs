namespace Verifier.History;

/// <summary>What was done with a scenario and a driver.</summary>
public enum TargetMode
{
    /// <summary>Run as its script says.</summary>
    Run,

    /// <summary>Explored: a golden run, and one run for each fault.</summary>
    Explore,
}
