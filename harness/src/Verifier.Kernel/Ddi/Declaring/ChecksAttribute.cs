namespace Verifier.Kernel;

/// <summary>
/// The method of the same class with the checks of the arguments that stop the machine even when the call is made to fail. It takes the
/// machine and those parameters that it needs, by name. The DDI's body makes the same checks.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ChecksAttribute(string method) : Attribute
{
    /// <summary>The method's name.</summary>
    public string Method { get; } = method;
}
