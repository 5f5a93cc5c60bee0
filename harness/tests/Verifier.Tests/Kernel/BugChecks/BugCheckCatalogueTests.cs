using Verifier.Kernel;

namespace Verifier.Tests.Kernel.BugChecks;

public sealed class BugCheckCatalogueTests
{
    [Test]
    public void All_explains_every_code_once_in_ascending_order()
    {
        BugCheckCode[] codes = [.. BugCheckCatalogue.All.Select(row => row.Code)];

        Assert.That(codes, Is.Ordered.And.Unique);
        Assert.That(codes, Is.EquivalentTo(Enum.GetValues<BugCheckCode>()));
    }

    [Test]
    public void All_explanations_are_sentences_with_four_labels()
    {
        foreach (BugCheckDescription row in BugCheckCatalogue.All)
        {
            BugCheckExplanation explanation = BugCheckCatalogue.Explain(row.Code);
            Assert.That(explanation.Explanation, Does.EndWith(".").And.Length.GreaterThan(20), row.Code.ToString());
            Assert.That(explanation.Parameters.Select(parameter => parameter.Number), Is.EqualTo(new[] { 1, 2, 3, 4 }));
            Assert.That(explanation.Parameters.Select(parameter => parameter.Label), Has.All.Not.Empty);
        }
    }

    [Test]
    public void Every_sub_code_is_found_and_told_in_a_sentence()
    {
        foreach (BugCheckDescription row in BugCheckCatalogue.All)
        {
            Assert.That(row.SubCodes.IsEmpty, Is.EqualTo(row.SubCodeParameter == 0), row.Code.ToString());
            foreach (BugCheckSubCode subCode in row.SubCodes)
            {
                string where = $"{row.Code}/0x{subCode.First:X}";
                Assert.That(subCode.Last, Is.GreaterThanOrEqualTo(subCode.First), where);
                Assert.That(subCode.Meaning, Does.EndWith(".").And.Length.GreaterThan(8), where);
                if (subCode.First == subCode.Last)
                {
                    Assert.That(row.FindSubCode(subCode.First), Is.SameAs(subCode), $"{where} stands twice or behind a range");
                }
            }
        }
    }

    [TestCase(BugCheckCode.BAD_POOL_CALLER, 24)]
    [TestCase(BugCheckCode.SPECIAL_POOL_DETECTED_MEMORY_CORRUPTION, 8)]
    public void Short_tables_have_the_rows_of_the_facts(BugCheckCode code, int atLeast) =>
        Assert.That(BugCheckCatalogue.Find(code)!.SubCodes, Has.Length.GreaterThanOrEqualTo(atLeast));

    // One code of every row, or end of a row, of the tables on the public pages (harness/docs/facts/bugchecks.md#stop-codes).
    [Test]
    public void Verifier_table_has_every_code_of_the_facts()
    {
        ulong[] facts =
        [
            0x00, 0x01, 0x02, 0x03, 0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, .. Up(0x30, 0x42), .. Up(0x51, 0x54), 0x59,
            0x60, 0x61, 0x62, .. Up(0x6F, 0x83), 0x85, 0x89, 0x90, 0x91, .. Up(0xA0, 0xA2), .. Up(0xB0, 0xB9), .. Up(0xC0, 0xC3),
            0xC5, 0xC6, .. Up(0xCA, 0xCD), .. Up(0xD0, 0xD2), .. Up(0xD5, 0xD7), .. Up(0xDA, 0xDD), 0xDF, .. Up(0xE0, 0xE6), 0xEA, 0xEB,
            0xF0, 0xF5, 0xF6, 0xF7, 0xFA, 0xFB, 0xFC, 0x105, 0x10A, 0x10B, 0x110, 0x111, 0x115, 0x11A, 0x11B, .. Up(0x120, 0x123),
            0x130, 0x131, 0x135, .. Up(0x13A, 0x141), .. Up(0x1000, 0x1005), .. Up(0x1007, 0x100B), .. Up(0x1010, 0x1013),
            .. Up(0x2000, 0x2005), 0x20002, 0x20004, 0x20025, 0x40003, 0x4100F, 0x43006, 0x81001, 0x82005, 0x91001, 0x9400C, 0xA001, 0xA00E,
        ];

        Assert.That(facts.Where(code => !IsKnown(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, code)), Is.Empty);
    }

    [Test]
    public void Io_manager_table_has_every_code_of_the_facts()
    {
        ulong[] facts =
        [
            .. Up(0x01, 0x0A), .. Up(0x0C, 0x12), .. Up(0x201, 0x24D), 0x300, 0x301, 0x302, 0x306, 0x307, 0x310, 0x311, 0x312,
        ];

        Assert.That(facts.Where(code => !IsKnown(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, code)), Is.Empty);
    }

    [Test]
    public void Dma_table_has_every_code_of_the_facts()
    {
        ulong[] facts = [.. Up(0x00, 0x11), .. Up(0x13, 0x16), 0x18, 0x19, 0x1B, .. Up(0x1D, 0x26)];

        Assert.That(facts.Where(code => !IsKnown(BugCheckCode.DRIVER_VERIFIER_DMA_VIOLATION, code)), Is.Empty);
    }

    [TestCase("0xC4", true)]
    [TestCase("c4", true)]
    [TestCase("driver_verifier_detected_violation", true)]
    [TestCase("0xFFFF", false)]
    [TestCase("0x", false)]
    [TestCase("", false)]
    [TestCase(null, false)]
    public void TryParseCode_takes_numbers_and_names(string? text, bool known)
    {
        Assert.That(BugCheckCatalogue.TryParseCode(text, out BugCheckCode code), Is.EqualTo(known));
        if (known)
        {
            Assert.That(code, Is.EqualTo(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION));
        }
    }

    private static bool IsKnown(BugCheckCode code, ulong subCode) => BugCheckCatalogue.Find(code)!.FindSubCode(subCode) is not null;

    private static IEnumerable<ulong> Up(ulong first, ulong last)
    {
        for (ulong value = first; value <= last; value++)
        {
            yield return value;
        }
    }
}
