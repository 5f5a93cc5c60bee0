using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Verifier.Kernel;

namespace Verifier.Tests.Generators;

/// <summary>What a generator of the kernel makes of declarations, which may use the kernel's own types.</summary>
internal sealed class Generated
{
    private readonly GeneratorDriverRunResult _result;

    private Generated(GeneratorDriverRunResult result) => _result = result;

    /// <summary>The errors, as the compiler shows them.</summary>
    public string[] Errors => [.. _result.Diagnostics.Select(d => $"{d.Id} {d.GetMessage(null)}")];

    /// <summary>Where the errors are, lines from 1.</summary>
    public int[] Lines => [.. _result.Diagnostics.Select(d => d.Location.GetLineSpan().StartLinePosition.Line + 1)];

    /// <summary>The text of a generated file.</summary>
    public string this[string file] => _result.GeneratedTrees.Single(t => Path.GetFileName(t.FilePath) == file).ToString();

    /// <summary>Runs a generator over a source text.</summary>
    public static Generated From(IIncrementalGenerator generator, string source)
    {
        // Under this name the kernel lets its internal types be seen.
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Append(typeof(Ddi).Assembly.Location).Distinct().Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create(
            "Verifier.Tests", [CSharpSyntaxTree.ParseText(source)], references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        return new Generated(CSharpGeneratorDriver.Create(generator).RunGenerators(compilation).GetRunResult());
    }
}
