using System.Text.RegularExpressions;
using Verifier.Tests.Tidy;

namespace Verifier.Tests.Generators.Views;

/// <summary>The kernel's structures are read and written by generated code only.</summary>
public sealed class HandWrittenAccessorsTests
{
    // A property; a method has parameters before the arrow.
    private static readonly Regex s_accessor = new(@"(^\s*get|^\s*(public|internal|private) \w+ \w+) => .*\bPointer\.Read");

    [Test]
    public void Kernel_has_no_accessor_written_by_hand() =>
        Offence.AssertNone(Tree.Files("harness/src/Verifier.Kernel/", ".cs").SelectMany(Find));

    [TestCase("        get => (MDL_FLAGS)Pointer.Read<ushort>(0x0A);")]
    [TestCase("    public uint Length => Pointer.Read<uint>(8);")]
    [TestCase("    public Mdl Next => new(Pointer.ReadPointer(8));")]
    public void Find_accessor_that_reads_memory_is_reported(string line) =>
        Assert.That(Find(new TreeFile("A.cs", "\n" + line)).Single().Line, Is.EqualTo(2));

    [TestCase("    public ulong GetPfn(int index) => Pointer.Read<ulong>(Bytes + (8L * index));")]
    [TestCase("    [Field(0x08)] public partial Mdl Next { get; set; }")]
    public void Find_other_member_is_left_alone(string line) => Assert.That(Find(new TreeFile("A.cs", line)), Is.Empty);

    private static IEnumerable<Offence> Find(TreeFile file) => file.Text.Split('\n')
        .Select((line, index) => (Line: line, Number: index + 1))
        .Where(at => s_accessor.IsMatch(at.Line))
        .Select(at => new Offence(file.Path, at.Number, "an accessor reads memory", "Declare it as a partial property with [Field]"));
}
