namespace Verifier.Kernel;

/// <summary>Marks the parameter of a DDI that has the bytes asked for.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class SizeAttribute : Attribute;
