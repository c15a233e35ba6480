namespace CcDemo.Skr.Hardware;

/// <summary>The error numbers of Linux that a guest driver answers with (<c>asm-generic/errno.h</c>).</summary>
internal static class Errno
{
    public const int Interrupted = 4; // EINTR
    public const int InputOutput = 5; // EIO
    public const int TryAgain = 11; // EAGAIN
    public const int Busy = 16; // EBUSY
    public const int NotATypewriter = 25; // ENOTTY
    public const int TimedOut = 110; // ETIMEDOUT
}
