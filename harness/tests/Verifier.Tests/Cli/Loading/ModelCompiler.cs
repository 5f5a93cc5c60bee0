using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Verifier.Kernel;

namespace Verifier.Tests.Cli.Loading;

/// <summary>Builds assemblies of driver models in a test, as a user's project would.</summary>
internal static class ModelCompiler
{
    private static readonly string s_framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;

    /// <summary>Source of a model that does nothing.</summary>
    public static string Model(string type, string name) =>
        $$"""
        public sealed class {{type}} : Verifier.Kernel.DriverModel
        {
            public override string Name => "{{name}}";
            public override Verifier.Kernel.NTSTATUS DriverEntry(Verifier.Kernel.DriverObject o, Verifier.Kernel.UnicodeString p) => default;
        }
        """;

    /// <summary>Compiles sources into an assembly file.</summary>
    /// <param name="path">Where to; the file's name is the assembly's.</param>
    /// <param name="source">The source.</param>
    /// <param name="isOptimised">With optimisation?</param>
    /// <param name="kernel">The kernel to build against; null for the one in use.</param>
    /// <param name="others">More assemblies to reference.</param>
    public static void Compile(string path, string source, bool isOptimised = false, string? kernel = null, params string[] others)
    {
        Emit(path, CSharpSyntaxTree.ParseText(source), new EmitOptions(), isOptimised, kernel, others);
    }

    /// <summary>Compiles a file, with symbols inside of the assembly that name its lines.</summary>
    public static void CompileWithSymbols(string path, string file) => Emit(
        path, CSharpSyntaxTree.ParseText(File.ReadAllText(file), path: file, encoding: Encoding.UTF8), new EmitOptions(debugInformationFormat: DebugInformationFormat.Embedded),
        isOptimised: false, kernel: null);

    private static void Emit(string path, SyntaxTree tree, EmitOptions options, bool isOptimised, string? kernel, params string[] others)
    {
        string[] references =
        [
            Path.Combine(s_framework, "System.Private.CoreLib.dll"),
            Path.Combine(s_framework, "System.Runtime.dll"),
            kernel ?? typeof(DriverModel).Assembly.Location,
            .. others,
        ];
        var compilation = CSharpCompilation.Create(
            Path.GetFileNameWithoutExtension(path),
            [tree],
            references.Select(reference => MetadataReference.CreateFromFile(reference)),
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                optimizationLevel: isOptimised ? OptimizationLevel.Release : OptimizationLevel.Debug));
        using var stream = File.Create(path);
        var result = compilation.Emit(stream, options: options);
        if (!result.Success)
        {
            throw new InvalidOperationException(string.Join('\n', result.Diagnostics));
        }
    }
}
