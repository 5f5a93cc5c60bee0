using Iced.Intel;
using Verifier.Binaries.Images;
using Verifier.Binaries.Images.Decoding;
using Verifier.Binaries.Tests.Building;
using static Iced.Intel.AssemblerRegisters;

namespace Verifier.Binaries.Tests.Images.Decoding;

/// <summary>Instructions whose result depends on the host are listed, and no others.</summary>
public sealed class DeterminismPatchesTests
{
    private const ulong SharedData = 0xFFFF_F780_0000_0000;

    private static IEnumerable<TestCaseData> Traps()
    {
        yield return Trap(a => a.rdtsc(), PatchKind.Rdtsc, 2);
        yield return Trap(a => a.rdtscp(), PatchKind.Rdtscp, 3);
        yield return Trap(a => a.cpuid(), PatchKind.Cpuid, 2);
        yield return Trap(a => a.rdrand(r10), PatchKind.Rdrand, 4);
        yield return Trap(a => a.rdseed(eax), PatchKind.Rdseed, 3);
        yield return Trap(a => a.xgetbv(), PatchKind.Xgetbv, 3);
        yield return Trap(a => a.sysenter(), PatchKind.Sysenter, 2);
    }

    [TestCaseSource(nameof(Traps))]
    public void Instruction_is_replaced_whole(Action<Assembler> write, string kind, int length)
    {
        var (patches, at) = Patches(write);
        Assert.That(patches, Is.EqualTo(new[] { new Patch(at, length, Enum.Parse<PatchKind>(kind), 0) }));
        Assert.That(patches[0].ReplacesOperand, Is.False);
    }

    [TestCase(SharedData)]
    [TestCase(SharedData + 0x320)]
    [TestCase(SharedData + 0xFFF)]
    public void Address_of_shared_data_is_replaced(ulong address)
    {
        var (patches, at) = Patches(a => a.mov(rax, address));
        Assert.That(patches, Is.EqualTo(new[] { new Patch(at, 10, PatchKind.SharedDataAddress, 2) }));
        Assert.That(patches[0].ReplacesOperand, Is.True);
    }

    [TestCase(SharedData - 1)]
    [TestCase(SharedData + 0x1000)]
    public void Other_address_is_left_alone(ulong address) => Assert.That(Patches(a => a.mov(rax, address)).Patches, Is.Empty);

    // A1: mov eax,[8-byte address], which clang writes for a read of a field.
    [TestCase(new byte[] { 0xA1 }, 1)]
    [TestCase(new byte[] { 0x48, 0xA1 }, 2)]
    [TestCase(new byte[] { 0xA0 }, 1)]
    public void Operand_in_shared_data_is_replaced(byte[] opcode, int offset)
    {
        var builder = new PeImageBuilder();
        var at = builder.Text.Place([.. opcode, .. BitConverter.GetBytes(SharedData + 0x14), 0xC3]);
        Assert.That(
            DeterminismPatches.Find(PeFile.Parse(builder.Build())),
            Is.EqualTo(new[] { new Patch(at, offset + 8, PatchKind.SharedDataOperand, offset) }));
    }

    [Test]
    public void Patches_are_in_the_order_of_addresses()
    {
        var builder = new PeImageBuilder();
        var callee = builder.Text.Assemble(a => { a.cpuid(); a.ret(); });
        builder.Entry = builder.Text.Assemble(a => { a.rdtsc(); a.call(builder.Address(callee.Begin)); a.ret(); }).Begin;
        Assert.That(DeterminismPatches.Find(PeFile.Parse(builder.Build())).Select(p => p.Kind), Is.EqualTo(new[] { PatchKind.Cpuid, PatchKind.Rdtsc }));
    }

    [Test]
    public void More_patches_than_any_driver_needs_are_refused()
    {
        var builder = new PeImageBuilder();
        var section = builder.AddSection("big", SectionFlags.Code, 0x40000);
        builder.Entry = section.Place([.. Enumerable.Repeat(new byte[] { 0x0F, 0x31 }, DeterminismPatches.Most + 1).SelectMany(b => b)]);
        Assert.That(
            () => DeterminismPatches.Find(PeFile.Parse(builder.Build())),
            Throws.TypeOf<BinaryException>().With.Message.EqualTo("it has more than 65536 instructions that depend on the processor; it cannot be run"));
    }

    private static TestCaseData Trap(Action<Assembler> write, PatchKind kind, int length) => new TestCaseData(write, kind.ToString(), length).SetArgDisplayNames(kind.ToString());

    private static (IReadOnlyList<Patch> Patches, uint At) Patches(Action<Assembler> write)
    {
        var builder = new PeImageBuilder();
        var code = builder.Text.Assemble(a => { a.nop(); write(a); a.ret(); });
        return (DeterminismPatches.Find(PeFile.Parse(builder.Build())), code.Begin + 1);
    }
}
