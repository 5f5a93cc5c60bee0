namespace Verifier.Kernel;

/// <summary>Those calls of a DDI that give something back and are never made to fail: see <see cref="GiveBack"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class GivesBackAttribute(string when, string matches) : Attribute
{
    /// <summary>The condition for those calls, in words.</summary>
    public string When { get; } = when;

    /// <summary>The method of the same class that knows them by their arguments; it takes those that it needs, by name.</summary>
    public string Matches { get; } = matches;
}
