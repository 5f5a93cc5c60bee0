using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Verifier.Kernel;

namespace Verifier.Engine.Planning;

/// <summary>A driver that can be run: what it is loaded from, and what identifies its build.</summary>
/// <param name="Name">The model's service name.</param>
/// <param name="Description">One line about it.</param>
/// <param name="BuildHash">Identifies the build it comes from, 32 hex digits.</param>
/// <param name="AssemblyName">The assembly's simple name.</param>
/// <param name="StacksAreStable">Was it built with optimisation off, so that inlining cannot change its stacks
/// (ARCHITECTURE.md D5)?</param>
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

    /// <summary>Those of them that nothing stands for: a run that comes to one ends there without a verdict, unless <see cref="Stubs"/> has it.</summary>
    public IReadOnlyCollection<string> MissingImports => Source.MissingImports(With.Select(further => further.Driver.Source));

    /// <summary>Drivers that are loaded beside it, in the order in which they are.</summary>
    public ImmutableArray<FurtherDriver> With { get; init; } = [];

    /// <summary>It or a driver beside it is compiled code.</summary>
    public bool RunsCompiledCode => IsCompiled || With.Any(further => further.Driver.IsCompiled);

    /// <summary>The same with drivers beside it: another build of one of them makes another build of all.</summary>
    public DriverUnderTest Beside(ImmutableArray<FurtherDriver> with)
    {
        if (with.IsEmpty)
        {
            return this;
        }

        var builds = with.Select(further => $"{further.Driver.Name} {further.Stack} {further.Driver.BuildHash}");
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', builds.Prepend(BuildHash))));
        return this with { With = with, BuildHash = Convert.ToHexStringLower(hash)[..BuildHash.Length] };
    }

    /// <summary>Missing imports whose calls are answered by hand.</summary>
    public ImmutableArray<ImportStub> Stubs { get; init; } = [];

    /// <summary>The sources of its compiled drivers: those beside it, and its own last.</summary>
    internal IReadOnlyList<IDriverSource> CompiledSources =>
        RunsCompiledCode ? [.. With.Select(further => further.Driver.Source).Append(Source).Where(source => source.IsCompiled)] : [];

    /// <summary>The source that it is loaded from: the objects of the model, unless another is set.</summary>
    internal IDriverSource Source { get => field ?? new ModelSource(Name, Create!); init; }
}
