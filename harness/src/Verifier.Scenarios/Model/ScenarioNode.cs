namespace Verifier.Scenarios.Model;

/// <summary>Anything a scenario script says, together with the place where it says it.</summary>
public abstract record ScenarioNode
{
    /// <summary>The place in the script. The default (line 0) marks a node that no script wrote, such as a default.</summary>
    public SourceSpan Source { get; init; }
}
