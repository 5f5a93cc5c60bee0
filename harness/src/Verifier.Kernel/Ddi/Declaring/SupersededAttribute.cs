namespace Verifier.Kernel;

/// <summary>The routine to call instead of a DDI that is deprecated or superseded: see <see cref="DdiSuccessor"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SupersededAttribute(WindowsVersion since, string by, string source) : Attribute
{
    /// <summary>The first version in which it is.</summary>
    public WindowsVersion Since { get; } = since;

    /// <summary>The name of the routine to call instead.</summary>
    public string By { get; } = by;

    /// <summary>The title of the public page that says so.</summary>
    public string Source { get; } = source;
}
