using Verifier.Kernel;
using Verifier.Tests.Cli;
using Verifier.Tests.Cli.Loading;
using Verifier.Workers;
using Verifier.Workers.Loading;

namespace Verifier.Tests.Workers.Loading;

public sealed class ModelLoaderTests
{
    private readonly List<string> _warnings = [];
    private CliSandbox _sandbox = null!;

    [SetUp]
    public void Make_a_sandbox()
    {
        _sandbox = new CliSandbox();
        _warnings.Clear();
    }

    [TearDown]
    public void Drop_the_sandbox() => _sandbox.Dispose();

    [Test]
    public void Load_foreign_assembly_gives_its_models_by_name_and_shares_the_kernel()
    {
        Compile("My.dll", ModelCompiler.Model("B", "beta") + ModelCompiler.Model("A", "alpha"));
        var models = Load("My.dll");
        Assert.That(models.Select(model => model.Name), Is.EqualTo(new[] { "alpha", "beta" }));
        Assert.That(models[0].Create!(), Is.InstanceOf<DriverModel>());
        Assert.That(_warnings, Is.Empty);
    }

    [Test]
    public void Load_resolves_what_lies_beside_the_assembly()
    {
        Compile("Beside.dll", "public static class Beside { public static string Name => \"from-beside\"; }");
        var path = Path.Combine(_sandbox.Folder, "My.dll");
        var source = ModelCompiler.Model("A", "x").Replace("\"x\"", "Beside.Name", StringComparison.Ordinal);
        ModelCompiler.Compile(path, source, others: Path.Combine(_sandbox.Folder, "Beside.dll"));
        Assert.That(Load("My.dll").Single().Name, Is.EqualTo("from-beside"));
    }

    [Test]
    public void Load_optimised_assembly_warns()
    {
        ModelCompiler.Compile(Path.Combine(_sandbox.Folder, "My.dll"), ModelCompiler.Model("A", "a"), isOptimised: true);
        Load("My.dll");
        Assert.That(_warnings.Single(), Does.StartWith("My.dll was built with optimisation on").And.Contain("<Optimize>false</Optimize>"));
    }

    [Test]
    public void Load_two_models_of_one_name_is_an_error()
    {
        Compile("One.dll", ModelCompiler.Model("A", "same"));
        Compile("Two.dll", ModelCompiler.Model("A", "same"));
        Expect("two drivers are named \"same\", in One and in Two", "One.dll", "Two.dll");
    }

    [Test]
    public void Load_same_assembly_named_twice_is_loaded_once()
    {
        Compile("One.dll", ModelCompiler.Model("A", "a"));
        Assert.That(Load("One.dll", "./One.dll"), Has.Count.EqualTo(1));
    }

    [Test]
    public void Load_assembly_of_another_kernel_version_is_an_error()
    {
        Directory.CreateDirectory(Path.Combine(_sandbox.Folder, "other"));
        var kernel = Path.Combine(_sandbox.Folder, "other", "Verifier.Kernel.dll");
        ModelCompiler.Compile(kernel, "[assembly: System.Reflection.AssemblyVersion(\"9.8.7.0\")] namespace Verifier.Kernel { public class DriverModel { } }");
        ModelCompiler.Compile(Path.Combine(_sandbox.Folder, "My.dll"), "public class A : Verifier.Kernel.DriverModel { }", kernel: kernel);
        var ours = typeof(DriverModel).Assembly.GetName().Version!.ToString(3);
        Expect($"My.dll was built against Verifier.Kernel 9.8.7, this program has {ours}; build it against that version", "My.dll");
    }

    [Test]
    public void Load_assembly_without_models_is_an_error()
    {
        Compile("My.dll", "public class A { public Verifier.Kernel.NTSTATUS Status; }");
        Expect("My holds no driver model", "My.dll");
    }

    [Test]
    public void Load_assembly_that_knows_no_kernel_is_an_error()
    {
        Compile("My.dll", "public class A { }");
        Expect("My.dll holds no driver model: it does not reference Verifier.Kernel", "My.dll");
    }

    [Test]
    public void Load_model_whose_constructor_throws_is_an_error()
    {
        Compile("My.dll", ModelCompiler.Model("A", "a").Replace("{\n", "{ public A() => throw new System.Exception(\"bad\");\n", StringComparison.Ordinal));
        Expect("A cannot be made: its constructor or Name threw Exception: bad", "My.dll");
    }

    [Test]
    public void Load_files_that_are_no_assemblies_are_errors()
    {
        _sandbox.Write("text.dll", "not an assembly at all");
        _sandbox.Write("empty.dll", "");
        Expect("text.dll is no .NET assembly", "text.dll");
        Expect("empty.dll is no .NET assembly", "empty.dll");
        Expect("nowhere.dll does not exist", "nowhere.dll");
        Expect("driver.sys does not exist", "driver.sys");
        Expect(". is a folder", ".");
    }

    private void Compile(string name, string source) => ModelCompiler.Compile(Path.Combine(_sandbox.Folder, name), source);

    private IReadOnlyList<global::Verifier.Engine.Planning.DriverUnderTest> Load(params string[] paths) => ModelLoader.Load(_sandbox.Folder, paths, _warnings.Add);

    private void Expect(string message, params string[] paths) => Assert.That(() => Load(paths), Throws.TypeOf<RefusalException>()
        .With.Message.StartsWith(message).And.Property(nameof(RefusalException.Reason)).EqualTo(RefusalReason.Request));
}
