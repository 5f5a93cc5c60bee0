using System.Text.RegularExpressions;

namespace Verifier.Tests.Tidy;

/// <summary>A DDI is stated once: no catalogue entry and no prototype is written by hand.</summary>
public sealed class DdiDeclarationsTests
{
    private const string Kernel = "harness/src/Verifier.Kernel/";
    private static readonly Regex s_entry = new(@"\bDdi\.Declare|\bnew Ddi\(|\bDdi \w+ = new\(");
    private static readonly Regex s_prototype = new(@"\b(Call|CallMember|CallForStatus|CallForPointer)\((Ddis\.|\w+Ddis\.)|\bMachine\.Gate\.Call\(");

    [Test]
    public void Kernel_has_no_entry_and_no_prototype_written_by_hand() => Offence.AssertNone(Tree.Files(Kernel, ".cs").SelectMany(Find));

    [TestCase("Exports/Ke/KeWaitDdis.cs", "    public static readonly Ddi KeWait = Ddi.Declare(\"KeWait\", facts, body);")]
    [TestCase("Exports/Ke/KeWaitDdis.cs", "    public static readonly Ddi KeWait = new(\"KeWait\", [], false);")]
    [TestCase("Exports/Ke/KeWaitInlines.cs", "    public void KeWait(Pointer p) => Call(Ddis.KeWait, p);")]
    [TestCase("Exports/Ke/KeWaitInlines.cs", "    public void KeWait(Pointer p) => Machine.Gate.Call(Image, Ddis.KeWait, [p]);")]
    public void Find_statement_by_hand_is_reported(string path, string line) => Assert.That(Find(new TreeFile(Kernel + path, line)).Count(), Is.EqualTo(1));

    [TestCase("Exports/Ke/KeIrqlInlines.cs", "    public void KeLowerIrql(KIRQL newIrql) => KfLowerIrql(newIrql);")]
    [TestCase("Ex/LookasideRegistry.cs", "        return machine.Gate.Call(caller, Ddis.ExFreePool, [address]);")]
    public void Find_use_of_what_is_generated_is_left_alone(string path, string line) => Assert.That(Find(new TreeFile(Kernel + path, line)), Is.Empty);

    private static IEnumerable<Offence> Find(TreeFile file)
    {
        // The door that generated prototypes go through.
        var isDoor = file.Path == Kernel + "Exports/Ntoskrnl.cs";
        foreach (var (number, line) in file.Lines)
        {
            if (s_entry.IsMatch(line) || (!isDoor && s_prototype.IsMatch(line)))
            {
                yield return new Offence(file.Path, number, "a DDI stated by hand", "Declare it as a method with [Ddi]; the generator makes the rest");
            }
        }
    }
}
