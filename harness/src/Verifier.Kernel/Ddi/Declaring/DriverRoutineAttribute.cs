namespace Verifier.Kernel;

/// <summary>
/// Declares a type of routine that drivers have and the kernel calls. From the delegate's parameters the compiler makes what stands at the
/// routine's address: register values become C# types, the C# result a register value.
/// </summary>
[AttributeUsage(AttributeTargets.Delegate)]
internal sealed class DriverRoutineAttribute : Attribute;
