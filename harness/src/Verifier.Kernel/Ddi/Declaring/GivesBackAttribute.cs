namespace Verifier.Kernel;

/// <summary>Which calls of a DDI give something back and are never made to fail: see <see cref="GiveBack"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class GivesBackAttribute(string when, string matches) : Attribute
{
    /// <summary>Which calls those are, in words.</summary>
    public string When { get; } = when;

    /// <summary>The method of the same class that knows them by their arguments; it takes those that it needs, by name.</summary>
    public string Matches { get; } = matches;
}
