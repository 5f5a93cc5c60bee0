using System.Text.RegularExpressions;
using NUnit.Framework;

namespace Verifier.Tests.Tidy.Shape;

/// <summary>A type has one name everywhere: no file of the product gives it another, or needs to choose between two of one name.</summary>
public sealed class AliasesTests
{
    private static readonly Regex s_alias = new(@"^\s*(global )?using (unsafe )?\w+ = .+;");

    private static readonly Known[] s_known =
    [
        new("harness/src/Verifier.Engine/GlobalUsings.cs", 1, "the kernel has an internal type of the same name"),
    ];

    [Test]
    public void Tree_has_no_alias() => Offence.AssertNone(Known.Check(Tree.Files("harness/src/", ".cs").SelectMany(Find), s_known));

    [TestCase("using Code = Verifier.Kernel.BugCheckCode;")]
    [TestCase("global using Pair = (int, int);")]
    public void Find_alias_is_reported(string line) => Assert.That(Find(new TreeFile("A.cs", "\n" + line)).Single().Line, Is.EqualTo(2));

    [TestCase("using System.Text;")]
    [TestCase("using static System.Math;")]
    [TestCase("using var file = File.OpenRead(path);")]
    public void Find_other_using_is_left_alone(string line) => Assert.That(Find(new TreeFile("A.cs", line)), Is.Empty);

    private static IEnumerable<Offence> Find(TreeFile file) => file.Lines
        .Where(line => s_alias.IsMatch(line.Text))
        .Select(line => new Offence(
            file.Path, line.Number, $"an alias: {line.Text.Trim()}", "Use the type's own name; of two types of one name call one otherwise"));
}
