namespace Verifier.Kernel;

/// <summary>
/// Declares a variable that the kernel exports: a static method that says what it holds, <see cref="Machine"/> its only parameter. A driver imports
/// the variable's address; a model reads the property of the same name in <see cref="Ntoskrnl"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class DataExportAttribute : Attribute;
