using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Crt;

/// <summary>String and memory functions of the C runtime, each in its narrow and its wide form.</summary>
public sealed class CrtStringTests : CrtFixture
{
    [TestCase("strlen", "strnlen", false)]
    [TestCase("wcslen", "wcsnlen", true)]
    public void Length_is_in_characters(string length, string counted, bool isWide)
    {
        Assert.That((Call(length, Text("abc", isWide)), Call(length, Text("", isWide))), Is.EqualTo((3UL, 0UL)));
        Assert.That((Call(counted, Text("abc", isWide), 2), Call(counted, Text("abc", isWide), 9)), Is.EqualTo((2UL, 3UL)));
    }

    [TestCase("strcmp", "strncmp", false)]
    [TestCase("wcscmp", "wcsncmp", true)]
    public void Comparison_has_the_sign_of_the_first_difference(string whole, string counted, bool isWide)
    {
        Assert.That(Int(whole, Text("abc", isWide), Text("abd", isWide)), Is.Negative);
        Assert.That(Int(whole, Text("b", isWide), Text("abc", isWide)), Is.Positive);
        Assert.That(Int(whole, Text("ab", isWide), Text("abc", isWide)), Is.Negative, "a prefix is less");
        Assert.That(Int(whole, Text("abc", isWide), Text("abc", isWide)), Is.Zero);
        Assert.That(Int(counted, Text("abc", isWide), Text("abd", isWide), 2), Is.Zero);
        Assert.That(Int(counted, Text("abc", isWide), Text("abd", isWide), 0), Is.Zero);
    }

    [TestCase("_stricmp", "_strnicmp", false)]
    [TestCase("_wcsicmp", "_wcsnicmp", true)]
    public void Comparison_without_case_folds_ASCII_letters_alone(string whole, string counted, bool isWide)
    {
        Assert.That(Int(whole, Text("DeVice", isWide), Text("dEvICE", isWide)), Is.Zero);
        Assert.That(Int(whole, Text("Ä", isWide), Text("ä", isWide)), Is.Not.Zero);
        Assert.That(Int(counted, Text("DEVx", isWide), Text("devy", isWide), 3), Is.Zero);
        Assert.That(Int(counted, Text("DEVx", isWide), Text("devy", isWide), 4), Is.Negative);
    }

    [TestCase("strcpy", "strcat", false)]
    [TestCase("wcscpy", "wcscat", true)]
    public void Copies_and_appends_with_the_terminator(string copy, string append, bool isWide)
    {
        Put("##########", isWide);
        Assert.That(Call(copy, Buffer, Text("ab", isWide)), Is.EqualTo(Buffer.Address));
        Assert.That(Raw(Buffer, 4, isWide), Is.EqualTo("ab.#"));
        Assert.That(Call(append, Buffer, Text("cd", isWide)), Is.EqualTo(Buffer.Address));
        Assert.That(Raw(Buffer, 6, isWide), Is.EqualTo("abcd.#"));
    }

    [TestCase("strncpy", "strncat", false)]
    [TestCase("wcsncpy", "wcsncat", true)]
    public void Counted_copy_fills_with_zeros_or_leaves_the_terminator_out(string copy, string append, bool isWide)
    {
        Put("##########", isWide);
        Call(copy, Buffer, Text("ab", isWide), 4);
        Assert.That(Raw(Buffer, 5, isWide), Is.EqualTo("ab..#"));
        Call(copy, Buffer, Text("abcdef", isWide), 3);
        Assert.That(Raw(Buffer, 5, isWide), Is.EqualTo("abc.#"), "the zero is that of before");
        Call(append, Buffer, Text("xyz", isWide), 2);
        Assert.That(Raw(Buffer, 7, isWide), Is.EqualTo("abcxy.#"));
    }

    [TestCase("strchr", "strrchr", "strstr", false)]
    [TestCase("wcschr", "wcsrchr", "wcsstr", true)]
    public void Searches_give_the_address_or_NULL(string first, string last, string text, bool isWide)
    {
        var at = Text("abcabc", isWide);
        var unit = isWide ? 2UL : 1;
        Assert.That(Call(first, at, 'b') - at, Is.EqualTo(1 * unit));
        Assert.That(Call(last, at, 'b') - at, Is.EqualTo(4 * unit));
        Assert.That(Call(text, at, Text("ca", isWide)) - at, Is.EqualTo(2 * unit));
        Assert.That(Call(first, at, 0) - at, Is.EqualTo(6 * unit), "the terminator is found");
        Assert.That(Call(last, at, 0) - at, Is.EqualTo(6 * unit));
        Assert.That(Call(text, at, Text("", isWide)), Is.EqualTo(at.Address), "the empty text is everywhere");
        Assert.That((Call(first, at, 'x'), Call(last, at, 'x'), Call(text, at, Text("cb", isWide))), Is.EqualTo((0UL, 0UL, 0UL)));
    }

    [Test]
    public void Spans_count_from_the_start()
    {
        Assert.That(Call("strspn", Text("112a3"), Text("321")), Is.EqualTo(3UL));
        Assert.That(Call("wcsspn", Text("112a3", true), Text("321", true)), Is.EqualTo(3UL));
        Assert.That(Call("wcscspn", Text("ab.c", true), Text("./", true)), Is.EqualTo(2UL));
        Assert.That(Call("strspn", Text("112"), Text("321")), Is.EqualTo(3UL), "the terminator ends it");
    }

    [TestCase("_strlwr", "_strupr", false)]
    [TestCase("_wcslwr", "_wcsupr", true)]
    public void Case_changes_in_place(string lower, string upper, bool isWide)
    {
        Call(lower, Put("aB1Ä", isWide));
        Assert.That(Read(Buffer, isWide), Is.EqualTo("ab1Ä"));
        Call(upper, Buffer);
        Assert.That(Read(Buffer, isWide), Is.EqualTo("AB1Ä"));
    }

    [Test]
    public void Memory_functions_do_what_C_says()
    {
        Put("abcdef");
        Assert.That(Call("memmove", Buffer + 1, Buffer, 3), Is.EqualTo(Buffer.Address + 1));
        Assert.That(Read(Buffer), Is.EqualTo("aabcef"));
        Assert.That(Call("memcpy", Buffer, Text("xy"), 2), Is.EqualTo(Buffer.Address));
        Assert.That(Call("memset", Buffer + 2, 0x12345678, 2), Is.EqualTo(Buffer.Address + 2));
        Assert.That(Read(Buffer), Is.EqualTo("xyxxef"), "of the value the lowest byte counts");
        Assert.That(Int("memcmp", Buffer, Text("xyz"), 2), Is.Zero);
        Assert.That(Int("memcmp", Buffer, Text("xyz"), 3), Is.Negative);
        Assert.That(Call("memchr", Buffer, 'e', 6), Is.EqualTo(Buffer.Address + 4));
        Assert.That(Call("memchr", Buffer, 'e', 4), Is.Zero);
    }

    [Test]
    public void Memcpy_of_overlapping_ranges_is_found_by_Driver_Verifier()
    {
        Call("memcpy", Buffer + 1, Buffer, 4);
        Assert.That(Machine.Violations.Single().Text, Does.StartWith("memcpy copies 0x4 bytes between overlapping ranges"));
    }

    [Test]
    public void Text_without_a_terminator_runs_on_into_a_fault()
    {
        Boot(ProfileName, DriverVerifierOptions.SpecialPool);
        var block = Driver.ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, 16, "Test");
        Call("memset", block, 'x', 16);
        AssertBugCheck(BugCheckCode.PAGE_FAULT_BEYOND_END_OF_ALLOCATION, () => Call("strlen", block));
    }

    [Test]
    public void Bad_pointer_is_an_access_violation_of_the_caller() =>
        Assert.That(() => Call("wcscpy", Buffer, 0x10), Throws.InstanceOf<AccessViolationRaised>());

    [TestCase("tolower", 'A', 'a')]
    [TestCase("tolower", 'a', 'a')]
    [TestCase("toupper", 'z', 'Z')]
    [TestCase("toupper", '1', '1')]
    [TestCase("towlower", 'Q', 'q')]
    [TestCase("towupper", 'ä', 'ä')]
    public void Case_of_a_character(string name, int given, int expected) => Assert.That(Int(name, (ulong)given), Is.EqualTo(expected));

    [Test]
    public void End_of_file_has_no_class_and_no_case()
    {
        const ulong endOfFile = 0xFFFF_FFFF;
        Assert.That(Int("tolower", endOfFile), Is.EqualTo(-1));
        Assert.That(Int("isdigit", endOfFile), Is.Zero);
    }

    [TestCase("isdigit", "09", "a/:")]
    [TestCase("isxdigit", "09afAF", "gG ")]
    [TestCase("isspace", " \t\r\n\v\f", "x0\u00A0")]
    [TestCase("islower", "az", "A0")]
    [TestCase("isupper", "AZ", "a0")]
    [TestCase("isprint", " a~", "\t\u007F")]
    public void Classes_of_characters(string name, string inside, string outside)
    {
        Assert.That(inside.Select(c => Int(name, c)), Has.None.Zero);
        Assert.That(outside.Select(c => Int(name, c)), Has.All.Zero);
    }
}
