using System.Diagnostics;
using Verifier.Cli.Text;

namespace Verifier.Tests.Cli.Text;

/// <summary>A shell reads a word of a printed command as one word and does nothing, with any characters in the word.</summary>
public sealed class ShellWordTests
{
    private static readonly string[] s_words =
    [
        "plain.dll", "o/minimal/a-leak-0123.yaml", "two words", "a;b", "a&b", "$(touch owned)", "`touch owned`", "it's", "\"quoted\"", "back\\slash", "50%", "wow!", "*", "~", "#", "größe", "",
        "$'x", "'\"$`\\!%",
    ];

    [TestCase("o/minimal/a-leak-0123.yaml", "o/minimal/a-leak-0123.yaml")]
    [TestCase("my drivers/a.dll", "\"my drivers/a.dll\"")]
    [TestCase("it's", "\"it's\"")]
    [TestCase("$HOME/it's", "'$HOME/it'\\''s'")]
    [TestCase("a\\b", "'a\\b'")]
    public void Of_word_is_quoted_as_little_as_may_be(string word, string quoted) => Assert.That(ShellWord.Of(word, isWindows: false), Is.EqualTo(quoted));

    [TestCase(@"o\minimal\a.yaml", @"o\minimal\a.yaml")]
    [TestCase(@"my drivers\a.dll", "\"my drivers\\a.dll\"")]
    [TestCase("$it's", "'$it''s'")]
    public void Of_word_on_Windows_is_for_PowerShell(string word, string quoted) => Assert.That(ShellWord.Of(word, isWindows: true), Is.EqualTo(quoted));

    [TestCaseSource(nameof(s_words))]
    [Platform(Exclude = "Win")]
    public void Of_word_is_what_a_shell_reads(string word)
    {
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", $"printf '[%s]' {ShellWord.Of(word)}"]) { RedirectStandardOutput = true })!;
        var read = shell.StandardOutput.ReadToEnd();
        shell.WaitForExit();
        Assert.That((shell.ExitCode, read), Is.EqualTo((0, $"[{word}]")));
    }
}
