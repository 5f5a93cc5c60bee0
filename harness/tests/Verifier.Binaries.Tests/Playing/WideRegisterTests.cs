using Iced.Intel;
using Verifier.Binaries.Tests.Building;
using static Iced.Intel.AssemblerRegisters;

namespace Verifier.Binaries.Tests.Playing;

/// <summary>
/// The 256-bit registers at the border between compiled code and the kernel. The calling convention preserves the lower halves of ymm6 to ymm15
/// over a call; the upper halves, and ymm0 to ymm5, are the callee's.
/// </summary>
public sealed class WideRegisterTests : CompiledFixture
{
    private const string Kernel = "ntoskrnl.exe";
    private const ulong Mark = 0x0123_4567_89AB_CDEF;

    private static readonly AssemblerRegisterXMM[] s_preserved = [xmm6, xmm7, xmm8, xmm9, xmm10, xmm11, xmm12, xmm13, xmm14, xmm15];

    private static readonly AssemblerRegisterYMM[] s_wide =
        [ymm0, ymm1, ymm2, ymm3, ymm4, ymm5, ymm6, ymm7, ymm8, ymm9, ymm10, ymm11, ymm12, ymm13, ymm14, ymm15];

    [SetUp]
    public void Need_avx()
    {
        if (!System.Runtime.Intrinsics.X86.Avx.IsSupported)
        {
            Assert.Ignore("This processor has no AVX.");
        }
    }

    [Test]
    public void Lower_halves_of_preserved_registers_survive_a_kernel_call() => AssertSucceeds((code, image) =>
    {
        var wrong = code.CreateLabel();
        code.push(rbx);
        code.sub(rsp, 0x20);
        code.mov(rbx, Mark);
        Fill(code);
        code.CallThrough(image.Address(image.Import(Kernel, "KeGetCurrentIrql")));
        code.mov(eax, 1);
        foreach (var register in s_preserved)
        {
            // Both of its halves of 64 bits.
            code.movq(rcx, register);
            code.cmp(rcx, rbx);
            code.jne(wrong);
            code.pextrq(rcx, register, 1);
            code.cmp(rcx, rbx);
            code.jne(wrong);
        }

        code.xor(eax, eax);
        code.Label(ref wrong);
        code.vzeroupper();
        code.add(rsp, 0x20);
        code.pop(rbx);
        code.ret();
    });

    [Test]
    public void Wide_arithmetic_goes_on_after_a_kernel_call() => AssertSucceeds((code, image) =>
    {
        code.push(rbx);
        code.sub(rsp, 0x20);
        code.mov(rbx, Mark);
        Fill(code);
        code.CallThrough(image.Address(image.Import(Kernel, "KeGetCurrentIrql")));
        code.vmovq(xmm0, rbx);
        code.vinsertf128(ymm0, ymm0, xmm0, 1);
        code.vpaddq(ymm1, ymm0, ymm0);
        code.vextractf128(xmm2, ymm1, 1);
        code.movq(rax, xmm2);
        code.sub(rax, rbx);
        code.sub(rax, rbx);
        code.vzeroupper();
        code.add(rsp, 0x20);
        code.pop(rbx);
        code.ret();
    });

    [Test]
    public void Registers_that_a_driver_leaves_dirty_do_not_disturb_the_harness()
    {
        AssertSucceeds((code, _) =>
        {
            code.mov(rax, Mark);
            FillFrom(code, rax);
            code.xor(eax, eax);
            code.ret();
        });
        Rig.Reset();

        // Vectors of .NET's own, across several stays in compiled code: sums in doubles and in 256-bit vectors.
        var numbers = Enumerable.Range(0, 4096).Select(i => (double)i).ToArray();
        var before = (Wide(numbers), numbers.Sum());
        for (var i = 0; i < 20; i++)
        {
            AssertSucceeds((code, image) =>
            {
                code.sub(rsp, 0x28);
                code.mov(rax, Mark);
                FillFrom(code, rax);
                code.CallThrough(image.Address(image.Import(Kernel, "KeGetCurrentIrql")));
                code.xor(eax, eax);
                code.add(rsp, 0x28);
                code.ret();
            });
            Assert.That((Wide(numbers), numbers.Sum()), Is.EqualTo(before));
            Rig.Reset();
        }
    }

    private static double Wide(double[] numbers)
    {
        var sum = System.Numerics.Vector<double>.Zero;
        for (var i = 0; i + System.Numerics.Vector<double>.Count <= numbers.Length; i += System.Numerics.Vector<double>.Count)
        {
            sum += new System.Numerics.Vector<double>(numbers, i);
        }

        return System.Numerics.Vector.Sum(sum);
    }

    private static void Fill(Assembler code) => FillFrom(code, rbx);

    private static void FillFrom(Assembler code, AssemblerRegister64 value)
    {
        foreach (var (narrow, wide) in s_wide.Select((register, i) => (new AssemblerRegisterXMM((Register)((int)Register.XMM0 + i)), register)))
        {
            code.vmovq(narrow, value);
            code.vpunpcklqdq(narrow, narrow, narrow);
            code.vinsertf128(wide, wide, narrow, 1);
        }
    }
}
