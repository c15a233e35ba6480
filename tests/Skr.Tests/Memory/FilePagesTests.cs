using CcDemo.Skr.Memory;

namespace CcDemo.Skr.Tests.Memory;

public sealed class FilePagesTests
{
    [Theory]
    [InlineData("r-xp", "1234", "/app/CcDemo.Skr", "0", true)]
    [InlineData("r--p", "1234", "/a folder/CcDemo.Skr", "0", true)]
    [InlineData("r--p", "1234", "/app/CcDemo.Skr", "8", false)] // The loader wrote into it.
    [InlineData("rw-p", "1234", "/app/CcDemo.Skr", "0", false)]
    [InlineData("r--s", "1234", "/memfd:shared", "0", false)]
    [InlineData("r--p", "0", "[vvar]", "0", false)]
    [InlineData("r--p", "0", "", "0", false)]
    public void Only_what_a_file_still_holds_is_let_go(string permissions, string inode, string path, string anonymous, bool isLetGo)
    {
        string[] smaps =
        [
            $"40001000-40985000 {permissions} 00026000 fe:00 {inode}                   {path}",
            "Size:               9728 kB",
            "Rss:                8556 kB",
            $"Anonymous:             {anonymous} kB",
            "VmFlags: rd ex mr mw me",
            "7ffd1c9c1000-7ffd1c9e2000 rw-p 00000000 00:00 0                          [stack]",
            "Anonymous:             0 kB",
        ];

        (nuint, nuint)[] expected = isLetGo ? [(0x40001000, 0x40985000)] : [];
        Assert.Equal(expected, FilePages.FindUnwritten(smaps));
    }
}
