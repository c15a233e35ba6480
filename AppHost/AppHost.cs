Console.WriteLine("CcDemo");
