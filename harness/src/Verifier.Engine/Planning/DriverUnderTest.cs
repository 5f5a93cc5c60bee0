using Verifier.Kernel;

namespace Verifier.Engine.Planning;

/// <summary>A driver that can be run: what it is loaded from, and what identifies its build.</summary>
/// <param name="Name">The model's service name.</param>
/// <param name="Description">One line about it.</param>
/// <param name="BuildHash">Identifies the build it comes from, 32 hex digits.</param>
/// <param name="AssemblyName">The assembly's simple name.</param>
/// <param name="StacksAreStable">Was it built with optimisation off, so that inlining cannot change its stacks (D5)?</param>
/// <param name="Create">Makes a fresh object of the model: one load of the driver. Null for a driver that is no C# model.</param>
public sealed record DriverUnderTest(
    string Name,
    string Description,
    string BuildHash,
    string AssemblyName,
    bool StacksAreStable,
    Func<DriverModel>? Create)
{
    /// <summary>The full name of the model's class, or the full path of the driver's file; empty when it has none to be found again by.</summary>
    public string TypeName { get; init; } = string.Empty;

    /// <summary>It is compiled code, not a C# model.</summary>
    public bool IsCompiled => Source.IsCompiled;

    /// <summary>Names of what its import table has; empty for a C# model.</summary>
    public IReadOnlyCollection<string> ImportedNames => Source.ImportedNames;

    /// <summary>What it is loaded from: objects of the model, unless it is another source.</summary>
    internal IDriverSource Source { get => field ?? new ModelSource(Name, Create!); init; }
}
