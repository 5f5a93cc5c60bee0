using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Verifier.Generators.Views;
using Verifier.Kernel;

namespace Verifier.Tests.Generators.Views;

/// <summary>A source file compiled against the kernel with the generator of views.</summary>
internal sealed class GeneratedSample
{
    private static readonly CSharpParseOptions s_language = new(LanguageVersion.Latest);

    private GeneratedSample(GeneratorDriver driver, CSharpCompilation compilation)
    {
        Driver = driver;
        Compilation = compilation;
        Errors = [.. driver.GetRunResult().Diagnostics];
        Texts = [.. driver.GetRunResult().GeneratedTrees.Select(tree => tree.ToString())];
    }

    public GeneratorDriver Driver { get; }

    public CSharpCompilation Compilation { get; }

    /// <summary>What the generator reports.</summary>
    public IReadOnlyList<Diagnostic> Errors { get; }

    /// <summary>What the generator writes, a text a view.</summary>
    public IReadOnlyList<string> Texts { get; }

    /// <summary>Warnings and errors of the compiler for the sample with what is generated.</summary>
    public IEnumerable<Diagnostic> CompilerWords => Compilation.AddSyntaxTrees(Driver.GetRunResult().GeneratedTrees).GetDiagnostics()
        .Where(word => word.Severity >= DiagnosticSeverity.Warning);

    /// <summary>Compiles <paramref name="code"/>, which may use the kernel's internal types.</summary>
    public static GeneratedSample Of(string code)
    {
        var runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string[] references =
            [typeof(object).Assembly.Location, Path.Combine(runtime, "System.Runtime.dll"), typeof(Machine).Assembly.Location];
        var compilation = CSharpCompilation.Create(
            "Verifier.Tests", // Sees the kernel's internals.
            [Parse("using Verifier.Kernel;\nnamespace Sample;\n" + code)],
            references.Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        var driver = CSharpGeneratorDriver.Create(
            [new ViewGenerator().AsSourceGenerator()],
            parseOptions: s_language,
            driverOptions: new(default, trackIncrementalGeneratorSteps: true));
        return new GeneratedSample(driver.RunGenerators(compilation), compilation);
    }

    /// <summary>The same after another file was added.</summary>
    public GeneratedSample With(string file)
    {
        var compilation = Compilation.AddSyntaxTrees(Parse(file));
        return new GeneratedSample(Driver.RunGenerators(compilation), compilation);
    }

    private static SyntaxTree Parse(string text) => CSharpSyntaxTree.ParseText(text, s_language);
}
