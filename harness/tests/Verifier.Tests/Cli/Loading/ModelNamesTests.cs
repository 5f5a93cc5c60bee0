using Verifier.Cli.Host;

namespace Verifier.Tests.Cli.Loading;

/// <summary>A model whose names are no valid Unicode is refused when it is loaded, by itself: the others run.</summary>
public sealed class ModelNamesTests
{
    private CliSandbox _sandbox = null!;

    [SetUp]
    public void Make_a_sandbox() => _sandbox = new CliSandbox();

    [TearDown]
    public void Drop_the_sandbox() => _sandbox.Dispose();

    [TestCase("half \\uD800", "its Name is no valid Unicode: character 6 is half of a surrogate pair (U+D800)")]
    [TestCase("\\uDC00\\uD800", "its Name is no valid Unicode: character 1 is half of a surrogate pair (U+DC00)")]
    public void Name_with_half_a_pair_is_refused(string name, string problem)
    {
        Compile(ModelCompiler.Model("Half", name));
        var list = _sandbox.Run("list", "drivers", "--drivers", "My.dll");
        Assert.That((list.Code, list.Error), Is.EqualTo((ExitCode.Usage, $"error: Half cannot be used: {problem}.\n")));
    }

    [Test]
    public void Description_with_half_a_pair_is_refused()
    {
        Compile(ModelCompiler.Model("Half", "half").Replace("public override string", "public override string Description => \"\\uD83D\"; public override string", StringComparison.Ordinal));
        Assert.That(_sandbox.Run("list", "drivers", "--drivers", "My.dll").Error, Does.StartWith("error: Half cannot be used: its Description is no valid Unicode: "));
    }

    [Test]
    public void Name_of_whole_pairs_is_as_good_as_any()
    {
        Compile(ModelCompiler.Model("Whole", "whole \\uD83D\\uDE00"));
        Assert.That(_sandbox.Run("list", "drivers", "--drivers", "My.dll").Code, Is.EqualTo(ExitCode.Ok));
    }

    [Test]
    public void Others_of_the_assembly_are_read_where_one_is_refused()
    {
        Compile(ModelCompiler.Model("Half", "half \\uD800") + ModelCompiler.Model("Whole", "whole"));
        var broken = new List<string>();
        var models = Verifier.Engine.Planning.DriverCatalogue.Read(
            System.Reflection.Assembly.LoadFrom(Path.Combine(_sandbox.Folder, "My.dll")), "0", broken: (_, why) => broken.Add(why));
        Assert.That(models.Select(m => m.Name), Is.EqualTo(new[] { "whole" }));
        Assert.That(broken, Has.Count.EqualTo(1).And.All.Contain("half of a surrogate pair"));
    }

    [TestCase("throw new System.InvalidOperationException()", "(its Message threw InvalidOperationException)")]
    [TestCase("null", "(its Message is null)")]
    [TestCase("\"half \\uD800\"", "half \uFFFD")]
    [TestCase("new string('x', 100000)", "xxxx…")]
    public void Exception_whose_message_is_hostile_is_the_drivers_finding(string message, string told)
    {
        Compile($$"""
            public sealed class Odd : System.Exception
            {
                public override string Message => {{message}};
                public override string StackTrace => throw new System.NotSupportedException();
                public override string ToString() => throw new System.NotSupportedException();
                public override System.Collections.IDictionary Data => throw new System.NotSupportedException();
            }
            public sealed class Thrower : Verifier.Kernel.DriverModel
            {
                public override string Name => "thrower";
                public override Verifier.Kernel.NTSTATUS DriverEntry(Verifier.Kernel.DriverObject o, Verifier.Kernel.UnicodeString p) => throw new Odd();
            }
            """);
        _sandbox.Write("s/t.yaml", "scenario: t\ndrivers: [thrower]\nworkload: [ load ]\n");
        var run = _sandbox.Run("run", "s", "--drivers", "My.dll", "-v", "detailed");
        Assert.That(run.Code, Is.EqualTo(ExitCode.FailsWithoutFault), run.Error);
        Assert.That(run.Out, Does.Contain("The model threw Odd in Thrower.DriverEntry: ").And.Contain(told));
    }

    private void Compile(string source) => ModelCompiler.Compile(Path.Combine(_sandbox.Folder, "My.dll"), source);
}
